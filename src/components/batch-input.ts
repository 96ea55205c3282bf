import {
  NodeError,
  type ComponentType,
  type PortValue,
  type PortValues,
  type World,
} from '../engine/component.ts';
import { ItemStream } from '../engine/item-stream.ts';
import { Later } from '../engine/later.ts';
import { own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { OutputType } from '../flow/node-type.ts';
import { checkExclusive } from './config-fields.ts';
import { openItems, type Items } from './open-items.ts';
import { portOf } from './ports.ts';

const outputTypes = {
  items: { type: 'list' },
  count: { type: 'integer', nullable: true, minimum: 0 },
} as const satisfies Record<string, OutputType>;

/** The items that a loop works through: a list, a file, or what the run was given. */
export const batchInput: ComponentType = {
  type: 'BatchInput',
  role: 'batch',
  config: {
    batch_size: { type: 'integer', minimum: 1 },
    items: { type: 'list' },
    source: { type: 'string' },
  },
  // A node above it that happens to put out `items` does not overrule the file.
  inputs: (config) => [
    {
      name: 'items',
      required: false,
      streams: true,
      explicit: Object.hasOwn(config, 'source'),
      accepts: ['list'],
    },
  ],
  outputs: () => ({ names: ['items', 'count'], types: outputTypes }),
  passesOn: true,
  check: (node, report) => checkExclusive(node, ['items', 'source'], report),
  create: ({ id, config }, world) => ({
    async run(inputs) {
      const given = await givenItems(inputs, config, world);
      if (given === undefined) throw failed('batch-input-missing', id);
      const items = listOf(given);
      if (!items) throw failed('batch-input-type', id);
      return items instanceof ItemStream
        ? { items, count: items.count }
        : { items, count: items.length };
    },
  }),
};

/** The items from where they come first: an input, the config, the file, the run. */
async function givenItems(
  inputs: PortValues,
  config: ValueObject,
  world: World,
): Promise<PortValue | undefined> {
  const bound = portOf(inputs, 'items');
  if (bound !== undefined) return bound;
  const configured = own(config, 'items') ?? undefined;
  if (configured !== undefined) return configured;
  const source = own(config, 'source');
  return typeof source === 'string'
    ? openItems(source, world.folder)
    : portOf(world.inputs, 'items');
}

/** Items that can be handed out; undefined for a value that is no list. */
function listOf(value: PortValue): Items | undefined {
  const items = value instanceof Later ? value.now() : value;
  if (items instanceof ItemStream) return items;
  return Array.isArray(items) ? (items as readonly Value[]) : undefined;
}

function failed(code: 'batch-input-missing' | 'batch-input-type', node: string): NodeError {
  return new NodeError(code, message(code, { node }), { hint: message(`${code}/hint`) });
}
