import { NodeError, type PortValues } from '../engine/component.ts';
import { showValue } from '../engine/show-value.ts';
import type { FlowNode } from '../flow/flow.ts';
import { message } from '../messages/message.ts';
import { inputValue } from './ports.ts';
import { scalarText } from './scalar-text.ts';

/** The input `text` of a node that works on one; a number is its digits. Throws {@link NodeError} for what is no text. */
export function inputText(inputs: PortValues, { id, type }: Pick<FlowNode, 'id' | 'type'>): string {
  const value = inputValue(inputs, 'text');
  const text = scalarText(value);
  if (text !== undefined) return text;
  const values = { node: id, type, value: showValue(value) };
  throw new NodeError('text-input', message('text-input', values), {
    hint: message('text-input/hint'),
  });
}
