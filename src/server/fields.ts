import { jsonErrorAt } from '../flow/json.ts';
import { isObject, own, type Value, type ValueObject } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';
import type { WrongInput } from '../service/service-error.ts';
import { HttpProblem, type FieldProblem } from './http-problem.ts';
import { readBody, type Body } from './read-body.ts';
import type { ServerContext, ServerParts } from './server-env.ts';

/** What a field of a body may be, told in the words of FastAPI's model (pydantic 2). */
const kinds = {
  string: { type: 'string_type', msg: 'Input should be a valid string' },
  object: { type: 'dict_type', msg: 'Input should be a valid dictionary' },
  number: { type: 'float_type', msg: 'Input should be a valid number' },
  list: { type: 'list_type', msg: 'Input should be a valid list' },
} as const;

const inputKinds = {
  missing: { type: 'missing', msg: 'Field required' },
  unknown: { type: 'extra_forbidden', msg: 'Extra inputs are not permitted' },
  text: kinds.string,
  json: { type: 'json_invalid', msg: 'JSON decode error', ctx: { error: 'Expecting value' } },
  list: kinds.list,
} as const;

/** A run input that a flow can't take; `place` is where in the body it stands. */
export function inputProblem(
  { kind, name, value }: WrongInput,
  place: readonly string[] = ['inputs', name],
): FieldProblem {
  return { ...inputKinds[kind], loc: ['body', ...place], input: value };
}

/** Something else where a text belongs. */
export function noText(place: readonly string[], input: Value): FieldProblem {
  return { ...kinds.string, loc: ['body', ...place], input };
}

/** Takes a body's fields and gathers what is wrong with them; unknown ones are passed over, as FastAPI does. */
export class Fields {
  readonly #body: ValueObject;
  readonly #problems: FieldProblem[] = [];

  constructor(body: ValueObject) {
    this.#body = body;
  }

  text(name: string): string {
    const value = own(this.#body, name);
    if (typeof value === 'string') return value;
    this.#refuse(name, value, 'string', true);
    return '';
  }

  /** Undefined where it is not given, null where that is what is given. */
  object(name: string): ValueObject | null | undefined {
    const value = own(this.#body, name);
    if (value === undefined || value === null || isObject(value)) return value;
    this.#refuse(name, value, 'object', false);
    return undefined;
  }

  /** A number more than 0. */
  positive(name: string): number | undefined {
    const value = own(this.#body, name);
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number' && value > 0) return value;
    if (typeof value !== 'number') this.#refuse(name, value, 'number', false);
    else {
      const msg = 'Input should be greater than 0';
      this.#problems.push({ type: 'greater_than', loc: ['body', name], msg, input: value });
    }
    return undefined;
  }

  /** Throws HttpProblem where something is wrong. */
  check(): void {
    if (this.#problems.length > 0) throw invalid(this.#problems);
  }

  #refuse(
    name: string,
    value: Value | undefined,
    kind: keyof typeof kinds,
    isRequired: boolean,
  ): void {
    const loc = ['body', name];
    if (value === undefined && isRequired) {
      const input = this.#body;
      this.#problems.push({ type: 'missing', loc, msg: 'Field required', input });
    } else this.#problems.push({ ...kinds[kind], loc, input: value ?? null });
  }
}

/** A body that is a dictionary, as `input_data: dict` is one. Rejects with HttpProblem. */
export async function dictionaryBody(
  context: ServerContext,
  parts: ServerParts,
): Promise<ValueObject> {
  const value = await bodyValue(context, parts);
  if (isObject(value)) return value;
  throw invalid([{ ...kinds.object, loc: ['body'], input: value }], noObject(value, context));
}

/** A body that is a model of several fields. `isOptional`: none is the same as an empty one. Rejects with HttpProblem. */
export async function modelBody(
  context: ServerContext,
  parts: ServerParts,
  isOptional = false,
): Promise<Fields> {
  const value = await bodyValue(context, parts, isOptional);
  if (isObject(value)) return new Fields(value);
  const msg = 'Input should be a valid dictionary or object to extract fields from';
  const field = { type: 'model_attributes_type', loc: ['body'], msg, input: value };
  throw invalid([field], noObject(value, context));
}

async function bodyValue(
  context: ServerContext,
  parts: ServerParts,
  isOptional = false,
): Promise<Value> {
  const { incoming } = context.env;
  const body = await readBody(incoming, parts.body).catch(() => undefined);
  if (!body) throw new HttpProblem(400, 'broken', message('serve/broken'));
  if ('problem' in body) {
    if (body.problem === 'empty' && isOptional) return {};
    throw bodyProblem(body, parts);
  }
  const type = incoming.headers['content-type'];
  // FastAPI takes a body of another type for a text.
  return type === undefined || isJson(type) ? body.value : body.text;
}

function isJson(type: string): boolean {
  return /^application\/(?:json|[\w.!#$&^+-]+\+json)\s*(?:;|$)/i.test(type.trim());
}

function bodyProblem({ problem, text }: Extract<Body, { problem: string }>, { body }: ServerParts) {
  switch (problem) {
    case 'large': {
      const headers = { Connection: 'close' };
      const detail = message('serve/body-large', { n: body.bytes });
      return new HttpProblem(413, 'body-large', detail, { headers });
    }
    case 'empty':
      return invalid([{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]);
    case 'deep':
      return new HttpProblem(400, 'body-deep', message('serve/body-deep', { n: body.depth }));
    case 'no-utf8':
      return new HttpProblem(400, 'body-encoding', message('serve/body-encoding'));
    case 'no-json':
      return invalid([
        {
          type: 'json_invalid',
          loc: ['body', jsonErrorAt(text)],
          msg: 'JSON decode error',
          input: {},
          ctx: { error: 'Expecting value' },
        },
      ]);
  }
}

/** Fields with which nothing can be done. */
export function invalid(
  fields: readonly FieldProblem[],
  detail: Message = message('serve/invalid'),
): HttpProblem {
  return new HttpProblem(422, 'invalid', detail, { fields });
}

/** What is said of a body that is no object: mostly its sender has forgotten to say that it is JSON. */
function noObject(value: Value, { req }: ServerContext): Message {
  const isText =
    typeof value === 'string' && !isJson(req.header('content-type') ?? 'application/json');
  return message(isText ? 'serve/content-type' : 'serve/invalid');
}
