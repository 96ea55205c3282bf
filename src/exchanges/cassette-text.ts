import { writeYamlValue } from '../flow/read/write-yaml.ts';
import { objectOf, type Value } from '../flow/value.ts';
import type { Message } from '../messages/message.ts';
import type {
  Recorded,
  RecordedBody,
  RecordedEvent,
  RecordedExchange,
  RecordedFailure,
  RecordedRequest,
  RecordedResponse,
} from './recorded.ts';

/** A cassette as the text of its file: YAML that shows in a review what has changed. */
export function cassetteText({ ignore, variables, exchanges }: Recorded): string {
  const value = record([
    ['format_version', 1],
    ['ignore', ignore.length > 0 ? ignore : undefined],
    ['variables', variables.size > 0 ? objectOf(variables) : undefined],
    ['exchanges', exchanges.map(exchangeValue)],
  ]);
  return writeYamlValue(value);
}

function exchangeValue(exchange: RecordedExchange): Value {
  const { node, model, request, response, failure, givenUp } = exchange;
  return record([
    ['node', node],
    ['model', model],
    ['request', requestValue(request)],
    ['response', response && responseValue(response)],
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

function responseValue({ status, headers, body }: RecordedResponse): Value {
  return record([['status', status], ['headers', headersValue(headers)], ...bodyEntries(body)]);
}

function bodyEntries(body: RecordedBody): [string, Value][] {
  switch (body.form) {
    case 'none':
      return [];
    case 'json':
      return [['json', body.value]];
    case 'events':
      return [['events', body.events.map(eventValue)]];
    default:
      return [[body.form, body.text]];
  }
}

function eventValue(event: RecordedEvent): Value {
  return 'raw' in event ? { raw: event.raw } : event.data;
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
