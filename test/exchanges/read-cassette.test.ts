import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readCassette } from '../../src/exchanges/read-cassette.ts';
import { sayIn } from '../../src/messages/message.ts';

/** What is wrong with a cassette of one exchange. */
function problems(exchange: string, more = ''): string[] {
  const request = 'request: {method: GET, url: "http://x/"}';
  const text = `format_version: 1\n${more}exchanges:\n  - {${request}, ${exchange}}\n`;
  const found: string[] = [];
  const report = ({ code, message }: Parameters<Parameters<typeof readCassette>[1]>[0]): void =>
    void found.push(`${code}: ${sayIn('en')(message)}`);
  const recorded = readCassette(new SourceFile('tape.yaml', text), report);
  expect(recorded === undefined).toBe(found.length > 0);
  return found;
}

const failure = (values: string): string =>
  `failure: {kind: http, text: {key: http-connection/refused, values: {${values}}}}`;

describe('a cassette that somebody has edited', () => {
  it.each([
    ['response: {status: 100}', 'status'],
    ['response: {status: 200, base64: "!!!"}', 'base64'],
    ['response: {status: 200, base64: abc}', 'base64'],
    ['response: {status: 200, text: a, json: {}}', 'text'],
    ['response: {status: 200, headers: {"a\\nb": c}}', 'headers'],
    ['response: {status: 200, headers: {a: "b\\r\\nc: d"}}', 'headers'],
    [failure(''), 'host'],
  ])('is none: %s', (exchange, what) => {
    expect(problems(exchange)).toEqual([
      `cassette-invalid: This is no cassette: “${what}” is missing or has another form.`,
    ]);
  });

  it.each([`body.${'a'.repeat(100_000)}`, 'a*'.repeat(50)])('can’t leave out %.20s…', (path) => {
    expect(problems('response: {status: 200}', `ignore: ["${path}"]\n`)).toHaveLength(1);
  });

  it.each([
    ['response: {status: 200, base64: iVD/AA==}'],
    ['response: {status: 599, headers: {x-a: b}, text: ""}'],
    [failure('host: a, target: b, cause: c')],
  ])('is one: %s', (exchange) => {
    expect(problems(exchange, 'ignore: ["body.messages[*].x-*"]\n')).toEqual([]);
  });
});
