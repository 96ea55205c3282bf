import { NodeError, type ComponentType } from '../engine/component.ts';
import { showValue } from '../engine/show-value.ts';
import type { OutputType, ValueType } from '../flow/node-type.ts';
import { own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { aggregationMethods, gather, type AggregationMethod } from './gather.ts';
import { inputValue } from './ports.ts';

const count = { type: 'integer', minimum: 0 } as const;
const outputTypes: Readonly<Record<AggregationMethod, Readonly<Record<string, OutputType>>>> = {
  collect: { result: { type: 'list' }, count },
  concat: { count },
  merge: { result: { type: 'object' }, count },
  sum: { result: { type: 'number' }, count },
  count: { result: count, count },
  first: { count },
  last: { count },
};

/** What methods take that refuse something; the items of a list come one by one. */
const taken: Partial<Record<AggregationMethod, readonly ValueType[]>> = {
  concat: ['string', 'list'],
  merge: ['object', 'list'],
  sum: ['number', 'list'],
};

/** Gathers what the rounds of a loop give. */
export const resultAggregator: ComponentType = {
  type: 'ResultAggregator',
  role: 'aggregator',
  config: {
    aggregation_method: { type: 'string', enum: aggregationMethods },
    separator: { type: 'string' },
  },
  inputs: (config) => {
    const accepts = taken[methodOf(config)];
    return [{ name: 'results', required: true, ...(accepts && { accepts }) }];
  },
  outputs: (config) => ({ names: ['result', 'count'], types: outputTypes[methodOf(config)] }),
  passesOn: true,
  create({ id, config }) {
    const method = methodOf(config);
    const separator = own(config, 'separator');
    const empty = () => gather(method, typeof separator === 'string' ? separator : '\n');
    let gathering = empty();
    let count = 0;
    const add = (item: Value): void => {
      if (!gathering.add(item)) {
        throw new NodeError(
          'aggregator-item',
          message('aggregator-item', { node: id, method, item: showValue(item) }),
          { hint: message('aggregator-item/hint') },
        );
      }
      count++;
    };
    return {
      run(inputs) {
        const results = inputValue(inputs, 'results');
        if (Array.isArray(results)) for (const item of results as readonly Value[]) add(item);
        else add(results);
        return { result: gathering.result(), count };
      },
      reset() {
        gathering = empty();
        count = 0;
      },
    };
  },
};

function methodOf(config: ValueObject): AggregationMethod {
  const method = own(config, 'aggregation_method');
  return aggregationMethods.find((known) => known === method) ?? 'collect';
}
