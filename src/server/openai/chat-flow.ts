import { isObject, own, type ValueObject } from '../../flow/value.ts';
import { message, type Message } from '../../messages/message.ts';
import { inputsSchema, parametersSchema } from '../../service/flow-interface.ts';
import type { ServedFlow } from '../../service/served-flow.ts';

/** What every chat gives to a flow. */
const given = ['input', 'history', 'session_id'];

/** The run input that takes what a person says, or why a flow can't be chatted with. */
export async function chatInput(
  served: ServedFlow,
): Promise<{ readonly input: string } | { readonly problem: Message }> {
  const flow = served.id;
  const { tree, diagnostics, parameters } = await served.describe();
  if (!tree || diagnostics.some(({ severity }) => severity === 'error')) {
    return { problem: message('service/flow-invalid', { flow }) };
  }
  const [parameter] = namesIn(parametersSchema(parameters), 'required');
  if (parameter !== undefined) {
    return { problem: message('openai/parameter', { flow, name: parameter }) };
  }
  const inputs = inputsSchema(tree);
  const input = textInput(inputs);
  if (input === undefined) return { problem: message('openai/no-text', { flow }) };
  const name = namesIn(inputs, 'required').find((one) => one !== input && !given.includes(one));
  return name === undefined ? { input } : { problem: message('openai/input', { flow, name }) };
}

/** `input`, else the only text among the inputs. */
function textInput(schema: ValueObject): string | undefined {
  const properties = own(schema, 'properties');
  const texts = Object.entries(isObject(properties) ? properties : {})
    .filter(([, one]) => isObject(one) && own(one, 'type') === 'string')
    .map(([name]) => name);
  if (texts.includes('input')) return 'input';
  const others = texts.filter((name) => !given.includes(name));
  return others.length === 1 ? others[0] : undefined;
}

function namesIn(schema: ValueObject, key: string): readonly string[] {
  const names = own(schema, key);
  return Array.isArray(names) ? names.map(String) : [];
}
