import { isObject, own, toJson, type Value, type ValueObject } from '../flow/value.ts';

/** What the mock server reads of a request for chat. */
export interface ChatBody {
  readonly model: string;
  readonly stream: boolean;
  /** The stream is to end with the usage. */
  readonly usage: boolean;
  readonly maxTokens: number;
  /** All messages as one text: what the usage counts. */
  readonly prompt: string;
  /** The last message of the user. */
  readonly input: string;
  /** The JSON Schema that the answer must fit; true: any JSON. */
  readonly schema: Value | undefined;
}

/** Reads the body of a request for chat; undefined where it has no messages. */
export function readChatBody(body: ValueObject): ChatBody | undefined {
  const messages = own(body, 'messages');
  if (!Array.isArray(messages) || messages.length === 0) return undefined;
  const said = (messages as readonly Value[]).filter(isObject);
  const last = said.findLast((one) => own(one, 'role') === 'user') ?? said.at(-1);
  const options = own(body, 'stream_options');
  const limit = own(body, 'max_completion_tokens') ?? own(body, 'max_tokens');
  return {
    model: textOf(own(body, 'model')),
    stream: own(body, 'stream') === true,
    usage: isObject(options) && own(options, 'include_usage') === true,
    maxTokens: typeof limit === 'number' ? limit : Infinity,
    prompt: said.map((one) => textOf(own(one, 'content'))).join('\n'),
    input: last ? textOf(own(last, 'content')) : '',
    schema: schemaOf(own(body, 'response_format')),
  };
}

/** A message's content is a text, or a list of parts with texts. */
function textOf(content: Value | undefined): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return content === undefined ? '' : toJson(content);
  const parts = (content as readonly Value[]).filter(isObject);
  return parts.map((part) => textOf(own(part, 'text') ?? '')).join('');
}

function schemaOf(format: Value | undefined): Value | undefined {
  if (!isObject(format)) return undefined;
  const type = own(format, 'type');
  if (type === 'json_object') return true;
  const given = own(format, 'json_schema');
  return type === 'json_schema' && isObject(given) ? (own(given, 'schema') ?? true) : undefined;
}
