import type { Diagnostic, Location, Report } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import { readTree } from '../flow/read/read.ts';
import { finding } from '../flow/rules/finding.ts';
import { child, keyText, valueOf, type Tree } from '../flow/tree.ts';
import { isHeaderName } from '../http/request-headers.ts';
import {
  isMessageKey,
  message,
  placesOf,
  type Message,
  type MessageValues,
} from '../messages/message.ts';
import { isIgnorable } from './differences.ts';
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

const BODIES = ['json', 'text', 'base64', 'events'] as const;
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

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
      ignore: ignore ? this.#list(ignore, 'ignore').map((item) => this.#ignored(item)) : [],
      variables: this.#texts(child(tree, 'variables'), 'variables'),
      exchanges: this.#list(child(tree, 'exchanges') ?? tree, 'exchanges').map((item) =>
        this.#exchange(item),
      ),
    };
  }

  #ignored(tree: Tree): string {
    const path = this.#text(tree, 'ignore');
    if (!isIgnorable(path)) this.#missing(tree, 'ignore');
    return path;
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
      headers: this.#headers(tree),
      body: body && valueOf(body),
    };
  }

  #response(tree: Tree): RecordedResponse {
    const status = child(tree, 'status');
    const number = status && valueOf(status);
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 200 || number > 599) {
      this.#missing(status ?? tree, 'status');
    }
    return {
      status: Number(number),
      headers: this.#headers(tree),
      body: this.#body(tree),
    };
  }

  /** Those of a request or an answer: names and values that could come from a server. */
  #headers(tree: Tree): Map<string, string> {
    const headers = child(tree, 'headers');
    const texts = this.#texts(headers, 'headers');
    for (const [name, value] of texts) {
      if (headers && (!isHeaderName(name) || /[\r\n\0]/.test(value))) {
        this.#missing(headers, 'headers');
        break;
      }
    }
    return texts;
  }

  #body(tree: Tree): RecordedBody {
    const [, second] = BODIES.filter((form) => child(tree, form));
    if (second !== undefined) this.#missing(child(tree, second) ?? tree, second);
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
      if (!text) continue;
      const said = this.#text(text, form);
      if (form === 'base64' && !BASE64.test(said)) this.#missing(text, form);
      return { form, text: said };
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
    const hintTree = child(tree, 'hint');
    const textTree = child(tree, 'text') ?? tree;
    const text = this.#message(textTree, `${kind ?? ''}-`);
    const hint = hintTree && this.#message(hintTree, '');
    // Both are told with the values of both.
    const values = { ...text.values, ...hint?.values };
    for (const told of hint ? [text, hint] : [text]) {
      const lacking = placesOf(told.key).find((name) => !Object.hasOwn(values, name));
      if (lacking !== undefined)
        this.#missing(told === text ? textTree : (hintTree ?? tree), lacking);
    }
    return {
      ...{ kind: kind === 'model' ? 'model' : 'http', text, hint },
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
