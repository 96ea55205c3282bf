import type { Diagnostic, Location, Report } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import { readTree } from '../flow/read/read.ts';
import { finding } from '../flow/rules/finding.ts';
import { child, keyText, valueOf, type Tree } from '../flow/tree.ts';
import { isMessageKey, message, type Message, type MessageValues } from '../messages/message.ts';
import type {
  Recorded,
  RecordedBody,
  RecordedEvent,
  RecordedExchange,
  RecordedFailure,
  RecordedRequest,
  RecordedResponse,
} from './recorded.ts';

/** Reads a cassette. What is wrong with it is reported; then undefined. */
export function readCassette(source: SourceFile, report: Report): Recorded | undefined {
  const found: Diagnostic[] = [];
  const told: Report = (diagnostic) => void found.push(diagnostic);
  const tree = readTree(source, told);
  const recorded = tree && new Reader(told).cassette(tree);
  found.forEach(report);
  return found.length === 0 ? recorded : undefined;
}

class Reader {
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  cassette(tree: Tree): Recorded {
    const version = child(tree, 'format_version');
    if (version?.kind === 'scalar' && version.value !== 1) {
      const text = message('cassette-invalid/version', { version: String(version.value) });
      this.#invalid(version.location, text);
    } else if (!version) {
      this.#missing(tree, 'format_version');
    }
    const ignore = child(tree, 'ignore');
    return {
      ignore: ignore ? this.#list(ignore, 'ignore').map((item) => this.#text(item, 'ignore')) : [],
      variables: this.#texts(child(tree, 'variables'), 'variables'),
      exchanges: this.#list(child(tree, 'exchanges') ?? tree, 'exchanges').map((item) =>
        this.#exchange(item),
      ),
    };
  }

  #exchange(tree: Tree): RecordedExchange {
    const response = child(tree, 'response');
    const failure = child(tree, 'failure');
    const exchange = {
      node: this.#optional(tree, 'node'),
      model: this.#optional(tree, 'model'),
      request: this.#request(child(tree, 'request') ?? tree),
      response: response && this.#response(response),
      failure: failure && this.#failure(failure),
      givenUp: isTrue(child(tree, 'given_up')),
    };
    if (!response && !failure && !exchange.givenUp) this.#missing(tree, 'response');
    return exchange;
  }

  #request(tree: Tree): RecordedRequest {
    const body = child(tree, 'body');
    return {
      method: this.#text(child(tree, 'method') ?? tree, 'method'),
      url: this.#text(child(tree, 'url') ?? tree, 'url'),
      headers: this.#texts(child(tree, 'headers'), 'headers'),
      body: body && valueOf(body),
    };
  }

  #response(tree: Tree): RecordedResponse {
    const status = child(tree, 'status');
    const number = status && valueOf(status);
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 100 || number > 599) {
      this.#missing(status ?? tree, 'status');
    }
    return {
      status: Number(number),
      headers: this.#texts(child(tree, 'headers'), 'headers'),
      body: this.#body(tree),
    };
  }

  #body(tree: Tree): RecordedBody {
    const json = child(tree, 'json');
    if (json) return { form: 'json', value: valueOf(json) };
    const events = child(tree, 'events');
    if (events)
      return {
        form: 'events',
        events: this.#list(events, 'events').map((item) => this.#event(item)),
      };
    for (const form of ['text', 'base64'] as const) {
      const text = child(tree, form);
      if (text) return { form, text: this.#text(text, form) };
    }
    return { form: 'none' };
  }

  #event(tree: Tree): RecordedEvent {
    const raw = child(tree, 'raw');
    return raw ? { raw: this.#text(raw, 'raw') } : { data: this.#text(tree, 'events') };
  }

  #failure(tree: Tree): RecordedFailure {
    const kind = this.#optional(tree, 'kind');
    if (kind !== 'http' && kind !== 'model') this.#missing(child(tree, 'kind') ?? tree, 'kind');
    const hint = child(tree, 'hint');
    return {
      kind: kind === 'model' ? 'model' : 'http',
      text: this.#message(child(tree, 'text') ?? tree, `${kind ?? ''}-`),
      hint: hint && this.#message(hint, ''),
      transient: isTrue(child(tree, 'transient')),
    };
  }

  /** A sentence of the catalogue. `begin`: what the keys of a failure's kind begin with. */
  #message(tree: Tree, begin: string): Message {
    const key = this.#optional(tree, 'key') ?? '';
    if (!isMessageKey(key) || !key.startsWith(begin)) {
      this.#missing(child(tree, 'key') ?? tree, 'key');
      return message('cassette-invalid');
    }
    const values = child(tree, 'values');
    if (values?.kind !== 'map') return { key };
    const entries = values.entries.map(({ key: name, value }) => [
      keyText(name),
      this.#value(value),
    ]);
    return { key, values: Object.fromEntries(entries) as MessageValues };
  }

  #value(tree: Tree): MessageValues[string] {
    if (tree.kind === 'map') return this.#message(tree, '');
    if (tree.kind === 'list') return tree.items.map((item) => this.#text(item, 'values'));
    const value = valueOf(tree);
    return typeof value === 'number' ? value : this.#text(tree, 'values');
  }

  #list(tree: Tree, what: string): readonly Tree[] {
    if (tree.kind === 'list') return tree.items;
    this.#missing(tree, what);
    return [];
  }

  #texts(tree: Tree | undefined, what: string): Map<string, string> {
    if (!tree) return new Map();
    if (tree.kind === 'map') {
      return new Map(tree.entries.map(({ key, value }) => [keyText(key), this.#text(value, what)]));
    }
    this.#missing(tree, what);
    return new Map();
  }

  #optional(tree: Tree, key: string): string | undefined {
    const found = child(tree, key);
    return found && this.#text(found, key);
  }

  #text(tree: Tree, what: string): string {
    if (tree.kind === 'scalar' && typeof tree.value === 'string') return tree.value;
    this.#missing(tree, what);
    return '';
  }

  #missing({ location }: Tree, what: string): void {
    this.#invalid(location, message('cassette-invalid', { what: `“${what}”` }));
  }

  #invalid(location: Location, text: Message): void {
    this.#report(finding('cassette-invalid', location, text, message('cassette-invalid/hint')));
  }
}

function isTrue(tree: Tree | undefined): boolean {
  return tree?.kind === 'scalar' && tree.value === true;
}
