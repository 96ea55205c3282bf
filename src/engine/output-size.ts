import type { Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { NodeError, type PortValues } from './component.ts';
import { ItemStream } from './item-stream.ts';
import { Later } from './later.ts';

/** Values within values, all counted. */
const MAX_VALUES = 10_000_000;
/** Characters of all texts together. */
const MAX_TEXT = 500_000_000;
/** Lists and objects in each other. */
const MAX_DEPTH = 500;

/**
 * Throws {@link NodeError} `output-too-large` for outputs that nobody could write out. A list that holds another one
 * twice costs next to nothing, so a few dozen nodes can make a value that is larger, written out, than any disk.
 */
export function checkOutputSize(outputs: PortValues, node: string): void {
  let values = 0;
  let text = 0;
  const count = (value: Value, depth: number): void => {
    values++;
    if (typeof value === 'string') text += value.length;
    if (values > MAX_VALUES || text > MAX_TEXT) {
      const limits = { node, values: MAX_VALUES, characters: MAX_TEXT };
      throw new NodeError('output-too-large', message('output-too-large', limits), {
        hint: message('output-too-large/hint'),
      });
    }
    if (typeof value !== 'object' || value === null) return;
    if (depth === MAX_DEPTH) {
      const limits = { node, limit: MAX_DEPTH };
      throw new NodeError('output-too-large', message('output-too-large/depth', limits));
    }
    if (Array.isArray(value)) for (const item of value as readonly Value[]) count(item, depth + 1);
    else for (const item of Object.values(value)) count(item, depth + 1);
  };
  for (const output of Object.values(outputs)) {
    if (!(output instanceof ItemStream || output instanceof Later)) count(output, 0);
  }
}
