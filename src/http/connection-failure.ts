import type { MessageKey } from '../messages/message.ts';
import { HttpFailure } from './http-failure.ts';
import type { Proxy } from './proxy.ts';

interface Kind {
  /** Codes of the system, of OpenSSL's verification, of the HTTP parser and of the library. */
  readonly codes: RegExp;
  readonly key: ConstructorParameters<typeof HttpFailure>[0];
  readonly hint?: MessageKey;
  readonly transient?: boolean;
}

const kinds: readonly Kind[] = [
  {
    codes: /^ECONNREFUSED$/,
    key: 'http-connection/refused',
    hint: 'http-connection/refused-hint',
    transient: true,
  },
  {
    codes: /^EAI_AGAIN$/,
    key: 'http-connection/name',
    hint: 'http-connection/name-hint',
    transient: true,
  },
  {
    codes: /^(ENOTFOUND|ENODATA|EAI_\w+)$/,
    key: 'http-connection/name',
    hint: 'http-connection/name-hint',
  },
  { codes: /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, key: 'http-timeout/connect', transient: true },
  { codes: /^UND_ERR_HEADERS_TIMEOUT$/, key: 'http-timeout/head' },
  { codes: /^UND_ERR_HEADERS_OVERFLOW$/, key: 'http-too-large/headers' },
  {
    codes: /^(UND_ERR_SOCKET|ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/,
    key: 'http-connection/cut',
    transient: true,
  },
  { codes: /^HPE_/, key: 'http-connection/protocol' },
  // Code names of zlib's and brotli's errors; brotli's begin with two underscores.
  { codes: /^(Z_|ERR__|ERR_BROTLI)/, key: 'http-body/encoding' },
  {
    codes: /^(?!UND_).*(CERT|SELF_SIGNED|UNABLE_TO_|CRL_|HOSTNAME_MISMATCH|INVALID_CA)/,
    key: 'http-connection/certificate',
    hint: 'http-connection/certificate-hint',
  },
  {
    codes: /^(EPROTO|ERR_SSL_|ERR_TLS_)/,
    key: 'http-connection/tls',
    hint: 'http-connection/tls-hint',
  },
];

/** What a failed connection or a broken answer means to the user. `error` comes from the system or the library. */
export function connectionFailure(error: unknown, url: URL, proxy: Proxy | undefined): HttpFailure {
  const chain = causes(error);
  const known = chain.find((cause) => cause instanceof HttpFailure);
  if (known) return known;
  const cause = chain.find(({ code }) => code !== undefined)?.code ?? 'unknown';
  const values = { host: proxy?.shown ?? url.host, target: url.host, cause };
  const status = proxy && /Proxy response \((\d+)\)|\((407)\)$/.exec(chain[0]?.message ?? '');
  if (status) return proxyAnswer(status[1] ?? '407', values, error);
  const kind = kinds.find(({ codes }) => codes.test(cause));
  // Whatever goes wrong on the way to a proxy, it is the proxy that can't be reached.
  const hint = proxy && kind?.hint ? 'http-connection/proxy-hint' : kind?.hint;
  return new HttpFailure(kind?.key ?? 'http-connection', values, {
    ...(hint && { hint }),
    transient: kind?.transient ?? false,
    cause: error,
  });
}

function proxyAnswer(
  status: string,
  values: { host: string; target: string },
  cause: unknown,
): HttpFailure {
  const key = status === '407' ? 'http-proxy/credentials' : 'http-proxy/tunnel';
  return new HttpFailure(key, { ...values, status }, { hint: 'http-connection/proxy-hint', cause });
}

/** An error, the errors it holds (one for each address that was tried) and their causes; bounded. */
function causes(error: unknown): (Error & { code?: string })[] {
  const found: Error[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < 20) {
    const next = queue.shift();
    if (!(next instanceof Error)) continue;
    found.push(next);
    if (next instanceof AggregateError) queue.push(...(next.errors as unknown[]));
    queue.push(next.cause);
  }
  return found;
}
