import type { Report } from '../diagnostics/diagnostic.ts';
import {
  NodeError,
  type ComponentType,
  type Context,
  type PortValue,
  type PortValues,
} from '../engine/component.ts';
import { evaluateIn } from '../engine/evaluate.ts';
import { ItemStream } from '../engine/item-stream.ts';
import { showValue } from '../engine/show-value.ts';
import type { FlowNode } from '../flow/flow.ts';
import {
  rememberingOf,
  type CheckedNode,
  type NodeTypes,
  type Remembering,
} from '../flow/node-type.ts';
import { isObject, own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { checkExclusive, expressionField, givenEntry } from './config-fields.ts';
import { createItemComponent, parseItemComponent, type ItemComponent } from './item-component.ts';
import { portOf, portsOf } from './ports.ts';
import { processItems, type ItemWork } from './process-items.ts';
import { withNames } from './with-names.ts';

const errorModes = ['fail', 'skip', 'keep'] as const;
/** What may be done with each item. */
const means = ['expression', 'component', 'flow', 'plugin'] as const;
const itemKeys = ['component', 'plugin'] as const;

/** Does the same with each item of a list. `types`: where `component` is looked up when a flow is checked. */
export function itemProcessor(types: NodeTypes): ComponentType {
  return {
    type: 'ItemProcessor',
    role: 'work',
    runsFlow: true,
    config: {
      processing_type: { type: 'string', enum: ['transform'] },
      expression: { ...expressionField, names: ['item', 'index'] },
      component: { type: 'string' },
      component_config: { type: 'object', values: { type: 'any' } },
      flow: { type: 'string' },
      parameters: { type: 'object', values: { type: 'any' } },
      plugin: { type: 'string' },
      plugin_config: { type: 'object', values: { type: 'any' } },
      concurrency: { type: 'integer', minimum: 1, maximum: 1_000 },
      on_item_error: { type: 'string', enum: errorModes },
      batch: { type: 'list' },
    },
    inputs: () => [{ name: 'batch', required: true, streams: true, accepts: ['list'] }],
    outputs: () => ({ names: ['results'], types: { results: { type: 'list' } } }),
    remembers: (config) => innerRemembering(config, types),
    passesOn: true,
    check: (node, report) => checkMeans(node, types, report),
    create(node, world) {
      const key = itemKeys.find((one) => givenEntry(node, one));
      const component = key && createItemComponent(node, key, world);
      return {
        async run(inputs, context) {
          const items = itemsOf(portOf(inputs, 'batch') ?? null, node);
          const work = {
            process: processFor(node, component, context),
            ...settingsOf(node.config),
          };
          return { results: await processItems(items, work, context) };
        },
        state: () => component?.component.state?.(),
        restore: (state) => component?.component.restore?.(state),
        close: () => component?.component.close?.(),
      };
    },
  };
}

/** What the component or plugin remembers that each item goes to. */
function innerRemembering(config: ValueObject, types: NodeTypes): Remembering {
  for (const key of itemKeys) {
    const name = own(config, key);
    const type = typeof name === 'string' ? types.get(name) : undefined;
    const inner = own(config, `${key}_config`) ?? null;
    if (type) return rememberingOf(type, isObject(inner) ? inner : {});
  }
  return 'never';
}

function itemsOf(value: PortValue, node: FlowNode): readonly Value[] | ItemStream {
  if (value instanceof ItemStream) return value;
  if (Array.isArray(value)) return value as readonly Value[];
  const values = { node: node.id, value: showValue(value as Value) };
  throw new NodeError('item-processor-type', message('item-processor-type', values), {
    hint: message('item-processor-type/hint'),
  });
}

function settingsOf(config: ValueObject): Pick<ItemWork, 'onError' | 'concurrency'> {
  const mode = own(config, 'on_item_error');
  const concurrency = own(config, 'concurrency');
  return {
    onError: errorModes.find((known) => known === mode) ?? 'fail',
    concurrency: typeof concurrency === 'number' ? concurrency : 1,
  };
}

/** What is done with an item; without any means it is passed through. */
function processFor(
  node: FlowNode,
  component: ItemComponent | undefined,
  context: Context,
): ItemWork['process'] {
  const { scope } = context;
  const expression = node.expressions.get('expression');
  if (expression) return (item, index) => evaluateIn(expression, withNames(scope, { item, index }));
  if (component) {
    return async (item, index) => {
      const inputs = component.bind(item);
      const inner = withNames(scope, { item, index });
      return component.result(await context.call(component.component, inputs, inner, index));
    };
  }
  if (givenEntry(node, 'flow')) {
    return async (item, index) => {
      const { outputs, single } = await context.runFlow(flowInputs(item, index), false, index);
      return single ? (Object.values(outputs)[0] ?? null) : outputs;
    };
  }
  return (item) => item;
}

/** The run inputs of an item's flow: the keys of an object, `item` and `index`; a text is its `input` too. */
function flowInputs(item: Value, index: number): PortValues {
  const entries: [string, Value][] = isObject(item) ? Object.entries(item) : [];
  if (typeof item === 'string') entries.push(['input', item]);
  return portsOf([...entries, ['item', item], ['index', index]]);
}

function checkMeans(node: CheckedNode, types: NodeTypes, report: Report): void {
  checkExclusive(node, means, report);
  for (const key of itemKeys) parseItemComponent(node, key, types, report);
  if (means.some((key) => givenEntry(node, key))) return;
  report({
    severity: 'info',
    code: 'item-processor-does-nothing',
    message: message('item-processor-does-nothing', { node: node.id }),
    location: node.typeLocation,
    hint: message('item-processor-does-nothing/hint'),
  });
}
