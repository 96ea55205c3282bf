import type {
  Recorded,
  RecordedBody,
  RecordedExchange,
  RecordedFailure,
  RecordedRequest,
  RecordedResponse,
} from '../exchanges/recorded.ts';
import { closedObject, optional } from './closed-object.ts';
import { DRAFT, text, texts, type Schema } from './schema.ts';

/** What a key is called in the file. */
type Written<K> = K extends 'givenUp' ? 'given_up' : K;
/** A schema for each fact that a cassette keeps: the compiler notices one that is added or renamed. */
type Keys<T> = Readonly<Record<Written<keyof T>, ReturnType<typeof optional> | Schema>>;

const textsByName: Schema = { type: 'object', additionalProperties: text };

const request = {
  method: text,
  url: text,
  headers: optional(textsByName),
  // Whatever JSON there is.
  body: optional({}),
} satisfies Keys<RecordedRequest>;

const bodies = {
  json: optional({}),
  text: optional(text),
  base64: optional(text),
  events: optional({
    type: 'array',
    items: { anyOf: [text, closedObject({ raw: text })] },
  }),
} satisfies Record<Exclude<RecordedBody['form'], 'none'>, unknown>;

const response = {
  status: { type: 'integer', minimum: 200, maximum: 599 },
  headers: optional(textsByName),
} satisfies Omit<Keys<RecordedResponse>, 'body'>;

const sentence = { $ref: '#/definitions/message' } as const;
const flag = { type: 'boolean' } as const;

const failure = {
  kind: { enum: ['http', 'model'] satisfies RecordedFailure['kind'][] },
  text: sentence,
  hint: optional(sentence),
  transient: optional(flag),
} satisfies Keys<RecordedFailure>;

const exchange = {
  node: optional(text),
  model: optional(text),
  request: closedObject(request),
  response: optional(closedObject({ ...response, ...bodies })),
  failure: optional(closedObject(failure)),
  given_up: optional(flag),
} satisfies Keys<RecordedExchange>;

const file = {
  ignore: optional(texts),
  variables: optional(textsByName),
  exchanges: {
    type: 'array',
    items: {
      ...closedObject(exchange),
      // It has an end, whatever that was.
      anyOf: ['response', 'failure', 'given_up'].map((key) => ({
        required: [key],
        properties: { [key]: {} },
      })),
    },
  },
} satisfies Keys<Recorded>;

/** The JSON Schema of cassettes (exchanges/cassette-text.ts). */
export function cassetteSchema(): Schema {
  const value = { anyOf: [text, { type: 'number' }, texts, sentence] };
  return {
    $schema: DRAFT,
    title: 'bisheng cassette',
    ...closedObject({ format_version: { const: 1 }, ...file }),
    definitions: {
      message: closedObject({
        key: text,
        values: optional({ type: 'object', additionalProperties: value }),
      }),
    },
  };
}
