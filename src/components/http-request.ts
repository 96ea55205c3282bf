import { NodeError, type ComponentType, type PortValues } from '../engine/component.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { ConfigField, InputPort, OutputType } from '../flow/node-type.ts';
import { objectOf, own, toJson, type Value } from '../flow/value.ts';
import { parseByteSize } from '../http/byte-size.ts';
import { DEFAULT_TIMEOUT } from '../http/defaults.ts';
import type { Door } from '../http/door.ts';
import type { DoorRequest, DoorResponse } from '../http/door-request.ts';
import { HttpFailure, type HttpCode } from '../http/http-failure.ts';
import { retriedStatuses } from '../http/retry.ts';
import { shownUrl } from '../http/target.ts';
import { message, type Message, type MessageKey } from '../messages/message.ts';
import { checkRequest } from './http/check-request.ts';
import { readExpectedStatus, type ExpectedStatus } from './http/expected-status.ts';
import { bodyForms, bodyValue, briefly, excerpt, type BodyForm } from './http/incoming.ts';
import { idempotencyHeader } from './http/idempotency-header.ts';
import { outgoing } from './http/outgoing.ts';
import { portsOf } from './ports.ts';
import { scalarText } from './scalar-text.ts';

/** Seconds for all of a request: redirects, retries and the body. */
const RETRIES = 2;
const REDIRECTS = 5;
/** How much of a refused answer `error.body` holds, in characters. */
const DETAIL = 2_000;

const scalarTypes = ['string', 'number', 'boolean'] as const;
const config = {
  url: { type: 'string', template: true },
  method: { type: 'string' },
  headers: { type: 'object', values: { type: scalarTypes, template: true } },
  query: { type: 'object', values: { type: 'any', template: true } },
  body: { type: 'any', template: true },
  timeout: { type: 'number', minimum: 0.001, maximum: 86_400 },
  max_size: { type: ['integer', 'string'], minimum: 1 },
  follow_redirects: { type: ['boolean', 'integer'], minimum: 0, maximum: 20 },
  allow_private: { type: 'boolean' },
  retries: { type: 'integer', minimum: 0, maximum: 10 },
  retry_methods: { type: 'list', items: { type: 'string' } },
  idempotency_key: { type: 'boolean' },
  expect_status: { type: ['integer', 'string', 'list'] },
  response: { type: 'string', enum: bodyForms },
} as const satisfies Record<string, ConfigField>;

const outputTypes = {
  status: { type: 'integer', minimum: 100, maximum: 999 },
  headers: { type: 'object' },
} as const satisfies Record<string, OutputType>;

/** What a project sets for all its requests; a node's config comes before it. */
export interface HttpRequestDefaults {
  /** Seconds. */
  readonly timeout?: number;
  readonly maxBytes?: number;
  readonly allowPrivate?: boolean;
}

/** The node type that sends an HTTP request through a door. */
export function httpRequest(
  door: Pick<Door, 'request'>,
  defaults: HttpRequestDefaults = {},
): ComponentType {
  return {
    type: 'HTTPRequest',
    role: 'work',
    config,
    inputs: (given): readonly InputPort[] => [
      { name: 'url', required: (own(given, 'url') ?? null) === null, type: 'string' },
      ...['method', 'headers', 'query', 'body'].map((name) => ({
        name,
        required: false,
        explicit: true,
      })),
    ],
    outputs: () => ({ names: ['body', 'status', 'headers'], types: outputTypes }),
    check: checkRequest,
    create: (node) => ({
      run: async (inputs, context) => {
        try {
          const asked = await outgoing(node, inputs, context.scope);
          const { hostWritten, ...request } = asked;
          const { method, headers } = request;
          const isNamed = own(node.config, 'idempotency_key') !== false;
          const named = isNamed ? idempotencyHeader(method, headers, context.idempotencyKey) : [];
          const expected = expectedStatus(node);
          const response = await door.request({
            ...request,
            headers: [...headers, ...named],
            signal: context.signal,
            ...limits(node, defaults, expected, hostWritten),
          });
          return outputs(node, response, expected, method);
        } catch (error) {
          throw error instanceof HttpFailure ? nodeError(error) : error;
        }
      },
    }),
  };
}

function expectedStatus(node: FlowNode): ExpectedStatus {
  const read = readExpectedStatus(own(node.config, 'expect_status') ?? undefined);
  if (typeof read === 'function') return read;
  throw new HttpFailure('http-setting/expect-status', {
    value: scalarText(read.wrong) ?? toJson(read.wrong),
  });
}

function outputs(
  node: FlowNode,
  response: DoorResponse,
  expected: ExpectedStatus,
  method: string,
): PortValues {
  if (!expected(response.status)) throw unexpected(response, method.toUpperCase());
  const form = (own(node.config, 'response') ?? 'auto') as BodyForm;
  return portsOf([
    ['body', bodyValue(response, form)],
    ['status', response.status],
    ['headers', objectOf(response.headers)],
  ]);
}

/** The limits of a node's config, else the project's, else our own. */
function limits(
  node: FlowNode,
  defaults: HttpRequestDefaults,
  expected: ExpectedStatus,
  hostWritten: boolean,
): Omit<DoorRequest, 'url'> {
  const setting = (name: keyof typeof config): Value => own(node.config, name) ?? null;
  const maxBytes = parseByteSize(setting('max_size')) ?? defaults.maxBytes;
  const allowPrivate = setting('allow_private') ?? defaults.allowPrivate ?? false;
  const follow = setting('follow_redirects') ?? true;
  const methods = setting('retry_methods') as readonly string[] | null;
  const direct = hostWritten ? 'direct' : 'never';
  return {
    timeoutMs: Number(setting('timeout') ?? defaults.timeout ?? DEFAULT_TIMEOUT) * 1000,
    ...(maxBytes !== undefined && { maxBytes }),
    redirects: typeof follow === 'number' ? follow : follow === true ? REDIRECTS : 0,
    retries: {
      times: Number(setting('retries') ?? RETRIES),
      ...(methods && { methods }),
      statuses: retriedStatuses.filter((status) => !expected(status)),
    },
    privateAddresses: allowPrivate === true ? 'always' : direct,
  };
}

/** The failure of an answer with a status that is none of those expected. */
function unexpected(response: DoorResponse, method: string): NodeError {
  const { status, headers } = response;
  const body = briefly(response);
  const values = { method, url: shownUrl(new URL(response.url)), status, body };
  return new NodeError(
    'http-status',
    message(body === '' ? 'http-status' : 'http-status/body', values),
    {
      hint: message('http-status/hint'),
      details: objectOf([
        ['status', status],
        ['body', excerpt(response, DETAIL)],
        ['headers', objectOf(headers)],
      ]),
    },
  );
}

/** Hints that speak of this node's config. */
const hints: Partial<Record<HttpCode, MessageKey>> = {
  'http-timeout': 'http-timeout/hint',
  'http-too-large': 'http-too-large/hint',
  'http-private-address': 'http-private-address/hint',
};

function nodeError({ code, text, hint = hintFor(code, text), cause }: HttpFailure): NodeError {
  return new NodeError(code, text, { ...(hint && { hint }), cause });
}

function hintFor(code: HttpCode, text: Message): Message | undefined {
  // Of the headers' size the config says nothing.
  const key = text.key === 'http-too-large/headers' ? undefined : hints[code];
  return key && message(key);
}
