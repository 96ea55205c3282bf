import { writeYamlValue } from '../flow/read/write-yaml.ts';
import { objectOf, type Value } from '../flow/value.ts';
import type { Message } from '../messages/message.ts';
import type {
  Recorded,
  RecordedBody,
  RecordedExchange,
  RecordedFailure,
  RecordedRequest,
  RecordedResponse,
} from './recorded.ts';

/** A cassette as the text of its file: YAML that shows in a review what has changed. */
export function cassetteText({ ignore, variables, exchanges }: Recorded): string {
  /** Stand on one line each. */
  const flat = new Set<Value>();
  const value = record([
    ['format_version', 1],
    ['ignore', ignore.length > 0 ? ignore : undefined],
    ['variables', variables.size > 0 ? objectOf(variables) : undefined],
    ['exchanges', exchanges.map((exchange) => exchangeValue(exchange, flat))],
  ]);
  return writeYamlValue(value, (part) => flat.has(part));
}

function exchangeValue(exchange: RecordedExchange, flat: Set<Value>): Value {
  const { node, model, request, response, failure, givenUp } = exchange;
  return record([
    ['node', node],
    ['model', model],
    ['request', requestValue(request)],
    ['response', response && responseValue(response, flat)],
    ['failure', failure && failureValue(failure)],
    ['given_up', givenUp || undefined],
  ]);
}

function requestValue({ method, url, headers, body }: RecordedRequest): Value {
  return record([
    ['method', method],
    ['url', url],
    ['headers', headersValue(headers)],
    ['body', body],
  ]);
}

function responseValue({ status, headers, body }: RecordedResponse, flat: Set<Value>): Value {
  return record([
    ['status', status],
    ['headers', headersValue(headers)],
    ...bodyEntries(body, flat),
  ]);
}

function bodyEntries(body: RecordedBody, flat: Set<Value>): [string, Value][] {
  switch (body.form) {
    case 'none':
      return [];
    case 'json':
      return [['json', body.value]];
    case 'events':
      for (const event of body.events) flat.add(event);
      return [['events', body.events]];
    default:
      return [[body.form, body.text]];
  }
}

function failureValue({ kind, text, hint, transient }: RecordedFailure): Value {
  return record([
    ['kind', kind],
    ['text', messageValue(text)],
    ['hint', hint && messageValue(hint)],
    ['transient', transient || undefined],
  ]);
}

function messageValue({ key, values = {} }: Message): Value {
  const entries = Object.entries(values).map(([name, value]): [string, Value] => [
    name,
    typeof value === 'object' && 'key' in value ? messageValue(value) : value,
  ]);
  return record([
    ['key', key],
    ['values', entries.length > 0 ? objectOf(entries) : undefined],
  ]);
}

function headersValue(headers: ReadonlyMap<string, string>): Value | undefined {
  return headers.size > 0 ? objectOf(headers) : undefined;
}

/** An object of what is there. */
function record(entries: readonly (readonly [string, Value | undefined])[]): Value {
  return objectOf(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}
