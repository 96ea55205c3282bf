import { NodeError, type PortValues } from '../../engine/component.ts';
import { showValue } from '../../engine/show-value.ts';
import type { Scope } from '../../flow/expression/expression.ts';
import type { FlowNode } from '../../flow/flow.ts';
import { isObject, objectOf, own, toJson, type Value } from '../../flow/value.ts';
import { HttpFailure } from '../../http/http-failure.ts';
import { percentEncoded } from '../../http/target.ts';
import { message } from '../../messages/message.ts';
import { fillTemplate } from '../fill-template.ts';
import { plainValue, portOf } from '../ports.ts';
import { checkSegments, namesItsHost, writeUrlPlace } from './url-places.ts';

/** A request as a node's config and inputs describe it. */
export interface Outgoing {
  readonly url: string;
  /** The flow's author wrote the host, and no data: it may be a private one. */
  readonly hostWritten: boolean;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * Puts a node's request together: each part comes from the inputs, else from the config with its places filled. Throws
 * {@link HttpFailure} and {@link NodeError}.
 */
export async function outgoing(
  node: FlowNode,
  inputs: PortValues,
  scope: Scope,
): Promise<Outgoing> {
  const part = async (name: string): Promise<Value> => {
    const configured = own(node.config, name);
    const given = await plainValue(portOf(inputs, name) ?? null);
    // The engine hands over config values too, with their places unfilled.
    if (given !== null && given !== configured) return given;
    return configured === undefined ? null : filled(node, scope, configured, name);
  };
  const { url, hostWritten } = writtenUrl(node, scope, portOf(inputs, 'url')) ?? {
    url: await part('url'),
    hostWritten: false,
  };
  if (typeof url !== 'string') {
    throw new HttpFailure('http-url/value', { value: showValue(url) });
  }
  const headers = headerEntries(await part('headers'));
  const { text, type } = bodyText(await part('body'), headers);
  if (type) headers.push(['content-type', type]);
  const method = (await part('method')) ?? (text === undefined ? 'GET' : 'POST');
  if (typeof method !== 'string') {
    throw new HttpFailure('http-method/value', { value: showValue(method) });
  }
  return {
    url: withQuery(url, await part('query')),
    hostWritten,
    method,
    headers,
    ...(text !== undefined && { body: text }),
  };
}

/** The URL of the config, unless an input takes its place. */
function writtenUrl(
  node: FlowNode,
  scope: Scope,
  input: unknown,
): Pick<Outgoing, 'url' | 'hostWritten'> | undefined {
  const configured = own(node.config, 'url');
  if (typeof configured !== 'string') return undefined;
  if (input !== undefined && input !== null && input !== configured) return undefined;
  const template = node.templates.get('url');
  if (!template || template.template.names.length === 0) {
    const url = template ? fillTemplate(template, scope) : configured;
    return { url, hostWritten: true };
  }
  const url = fillTemplate(template, scope, writeUrlPlace);
  const hostWritten = namesItsHost(template.template.source);
  if (hostWritten) checkSegments(url);
  return { url, hostWritten };
}

/** A config value with the places in its texts filled. */
function filled(node: FlowNode, scope: Scope, value: Value, path: string): Value {
  if (typeof value === 'string') {
    const template = node.templates.get(path);
    return template ? fillTemplate(template, scope) : value;
  }
  if (Array.isArray(value)) {
    const items = value as readonly Value[];
    return items.map((item, index) => filled(node, scope, item, `${path}.${index}`));
  }
  if (!isObject(value)) return value;
  return objectOf(
    Object.entries(value).map(([key, inner]) => [
      key,
      filled(node, scope, inner, `${path}.${key}`),
    ]),
  );
}

function headerEntries(value: Value): [string, string][] {
  return entriesOf(value, 'headers').map(([name, header]) => {
    if (typeof header === 'object') throw new HttpFailure('http-header/value', { name });
    return [name, String(header)];
  });
}

/** A body's text, and its content type where the headers name none. */
function bodyText(
  body: Value,
  headers: readonly (readonly [string, string])[],
): { text: string | undefined; type?: string } {
  if (body === null) return { text: undefined };
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  if (typeof body === 'string') {
    return { text: body, ...(type === undefined && { type: 'text/plain; charset=utf-8' }) };
  }
  if (type?.trim().toLowerCase().startsWith(FORM) && isObject(body)) {
    return { text: queryPairs(Object.entries(body)) };
  }
  return { text: toJson(body), ...(type === undefined && { type: 'application/json' }) };
}

/** Adds the pairs of `query` behind those that the URL has. */
function withQuery(url: string, query: Value): string {
  const pairs = queryPairs(entriesOf(query, 'query'));
  if (pairs === '') return url;
  const base = url.replace(/#.*$/s, '');
  const joint = !base.includes('?') ? '?' : /[?&]$/.test(base) ? '' : '&';
  return base + joint + pairs;
}

/** `name=value` pairs; a list repeats its name, None leaves it out. */
function queryPairs(entries: readonly (readonly [string, Value])[]): string {
  return entries
    .flatMap(([name, value]) => {
      const values = Array.isArray(value) ? (value as readonly Value[]) : [value];
      return values
        .filter((one) => one !== null)
        .map((one) => {
          const text = typeof one === 'string' ? one : toJson(one);
          return `${percentEncoded(name)}=${percentEncoded(text)}`;
        });
    })
    .join('&');
}

/** The entries of an object, without those of None. Throws {@link NodeError} for what is no object. */
function entriesOf(value: Value, field: string): [string, Value][] {
  if (value === null) return [];
  if (isObject(value)) return Object.entries(value).filter(([, inner]) => inner !== null);
  const values = { field, value: showValue(value) };
  throw new NodeError('http-setting', message('http-setting/object', values));
}
