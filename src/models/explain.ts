import { APIError } from 'openai';
import { HttpFailure } from '../http/http-failure.ts';
import { LONGEST_ASKED_MS, retryAfter, type Clock } from '../http/retry.ts';
import { isObject, type Value } from '../flow/value.ts';
import { message, type MessageValues } from '../messages/message.ts';
import { ModelFailure } from './model-failure.ts';
import { OddAnswer } from './odd-answer.ts';
import { serverWords } from './server-words.ts';

/** Seconds; a server that asks to wait for longer means nothing by it. */
const LONGEST_TOLD = 24 * 60 * 60;

/** What a failure is told of: the model, where it is, and what must not be repeated. */
export interface Asked {
  readonly name: string;
  readonly model: string;
  readonly baseUrl: string;
  readonly keyVariable: string | undefined;
  readonly secrets: readonly string[];
}

/** How servers spell that a prompt is too long, that there is no such model, that a filter has struck. */
const tooLong =
  /context[_ ]?(length|window|size)|maximum context|too many tokens|prompt is too long|input (is too )?long|input length|(exceeds?|longer than).{0,40}(context|tokens)|maximum.{0,20}tokens/i;
const noModel =
  /model[_ ]not[_ ]?found|model.{0,80}(not found|(does|do) not exist|not exist|is not (supported|available|valid))|(unknown|invalid|no such|unsupported) model|no available channel/i;
const filtered = /content[_ ]?(filter|policy)|data_inspection_failed|moderation|sensitive|safety/i;
const usedUp =
  /insufficient_(quota|balance|user_quota)|insufficient balance|billing|arrear|quota.{0,20}(exceed|exhaust|used up)|exceeded your current quota|余额不足|欠费/i;

/**
 * What went wrong with a request to a model, in a person's words. `begun`: some of the answer was there already. What is no
 * failure of the server or of the way to it comes back as it is: a defect of ours.
 */
export function explain(error: unknown, asked: Asked, begun: boolean, clock: Clock): unknown {
  // One that comes from whoever answers for the server has been wrapped on its way.
  const known = causeOf(error, ModelFailure);
  if (known) return known;
  const host = new URL(asked.baseUrl).host;
  const failure = causeOf(error, HttpFailure);
  if (failure) return connectionFailure(failure, asked, host, begun);
  if (error instanceof OddAnswer) return protocolFailure(error, asked, host, begun);
  if (!(error instanceof APIError)) return error;
  return answerFailure(error as APIError, host, asked, clock);
}

function protocolFailure(
  odd: OddAnswer,
  { name, baseUrl: url }: Asked,
  host: string,
  begun: boolean,
): ModelFailure {
  if (begun) return new ModelFailure('model-protocol/broken', { name, host }, { cause: odd });
  const values = { name, url, found: message(odd.found) };
  return new ModelFailure('model-protocol', values, { hint: 'model-protocol/hint', cause: odd });
}

/** What a server's refusal means. */
function answerFailure(error: APIError, host: string, asked: Asked, clock: Clock): ModelFailure {
  const { text, all } = wordsOf(error);
  const values = {
    name: asked.name,
    model: asked.model,
    host,
    url: asked.baseUrl,
    status: error.status ?? '',
    said: serverWords(text, asked.secrets),
  };
  return (
    aboutRequest(error, all, values) ??
    aboutAccount(error, all, values, asked, clock) ??
    aboutServer(error, values)
  );
}

function aboutRequest(
  error: APIError,
  all: string,
  values: MessageValues,
): ModelFailure | undefined {
  const status = error.status ?? 400;
  const details = detailsOf(error);
  if (status >= 500 || [401, 402, 403, 408, 429].includes(status)) {
    // Gateways answer so for a model that they have no server for.
    const missing = status === 503 && /no available channel|model_not_found/i.test(all);
    if (!missing && !(status === 403 && filtered.test(all))) return undefined;
  }
  if (tooLong.test(all) || status === 413) {
    return new ModelFailure('model-context', values, { hint: 'model-context/hint', details });
  }
  if (filtered.test(all)) {
    return new ModelFailure('model-refused/filter', values, {
      hint: 'model-refused/hint',
      details,
    });
  }
  if (noModel.test(all)) {
    return new ModelFailure('model-not-found', values, { hint: 'model-not-found/hint', details });
  }
  if (status !== 404 && status !== 405) return undefined;
  return new ModelFailure('model-protocol/missing', values, {
    hint: 'model-protocol/hint',
    details,
  });
}

function aboutAccount(
  error: APIError,
  all: string,
  values: MessageValues,
  asked: Asked,
  clock: Clock,
): ModelFailure | undefined {
  const details = detailsOf(error);
  const { status } = error;
  if (status === 402 || usedUp.test(all)) {
    return new ModelFailure('model-quota', values, { hint: 'model-quota/hint', details });
  }
  if (status === 403) return new ModelFailure('model-key/denied', values, { details });
  if (status === 401) {
    if (asked.keyVariable === undefined) {
      return new ModelFailure('model-key/none', values, { hint: 'model-key/none-hint', details });
    }
    const hint = message('model-key/hint', { variable: asked.keyVariable });
    return new ModelFailure('model-key', values, { hint, details });
  }
  if (status !== 429 && !/rate_limit|too many requests/i.test(all)) return undefined;
  const pause = pauseOf(error, clock);
  if (pause !== undefined && pause > LONGEST_ASKED_MS) {
    const seconds = Math.ceil(pause / 1000);
    const key = seconds > LONGEST_TOLD ? 'model-busy/very-long' : 'model-busy/long';
    return new ModelFailure(key, { ...values, seconds }, { details });
  }
  return new ModelFailure('model-busy', values, {
    hint: 'model-busy/hint',
    details,
    transient: true,
    ...(pause !== undefined && { pause }),
  });
}

function aboutServer(error: APIError, values: MessageValues): ModelFailure {
  const { status } = error;
  const details = detailsOf(error);
  const hint = 'model-server/hint';
  if (status === undefined) {
    return new ModelFailure('model-server/stream', values, { hint, transient: true, cause: error });
  }
  if (status >= 500 || status === 408) {
    return new ModelFailure('model-server', values, { hint, details, transient: true });
  }
  return new ModelFailure('model-request', values, { details });
}

function connectionFailure(
  failure: HttpFailure,
  { name }: Asked,
  host: string,
  begun: boolean,
): ModelFailure {
  if (begun && failure.text.key === 'http-connection/cut') return cutOff(name, host, failure);
  if (failure.text.key === 'http-too-large') {
    const values = { name, host, limit: failure.text.values?.limit ?? '' };
    return new ModelFailure('model-protocol/large', values, { cause: failure });
  }
  // The address itself may be a private one; where another may not be, it has redirected there.
  const hint =
    failure.code === 'http-redirect-refused' || failure.code === 'http-private-address'
      ? message('model-connection/redirect-hint', { name })
      : failure.hint;
  const isReplay = failure.code === 'http-not-recorded';
  return new ModelFailure(
    isReplay ? 'http-not-recorded/model' : 'model-connection',
    { name, problem: failure.text },
    {
      ...(hint && { hint }),
      transient: failure.transient,
      cause: failure,
    },
  );
}

/** The failure of an answer that ends before its end. */
export function cutOff(name: string, host: string, cause?: unknown): ModelFailure {
  return new ModelFailure(
    'model-cut',
    { name, host },
    { hint: 'model-cut/hint', transient: true, cause },
  );
}

/** The failure of a kind that others (the door, the Fetch API, the SDK) have wrapped. */
function causeOf<T extends Error>(
  error: unknown,
  kind: abstract new (...args: never[]) => T,
): T | undefined {
  let at = error;
  for (let depth = 0; depth < 8 && at instanceof Error; depth++, at = at.cause) {
    if (at instanceof kind) return at;
  }
  return undefined;
}

/** What the server says: its sentence, and everything that tells one failure from another. */
function wordsOf(error: APIError): { text: string; all: string } {
  const body = error.error as Value | undefined;
  const inner = isObject(body) ? body : {};
  const text = [body, inner.message, inner.msg, inner.detail].findLast(
    (words) => typeof words === 'string',
  );
  const plain = error.message.replace(/^\d{3} /, '').replace(/^\(?(no )?status code.*$/, '');
  const said = text ?? (body === undefined && !/^\s*</.test(plain) ? plain : '');
  return { text: said, all: [said, error.code, error.type].join(' ') };
}

function detailsOf({ status }: APIError): { status: number } | Record<string, never> {
  return status === undefined ? {} : { status };
}

function pauseOf({ headers }: APIError, clock: Clock): number | undefined {
  const exact = Number(headers?.get('retry-after-ms') ?? NaN);
  return exact >= 0 ? exact : retryAfter(headers?.get('retry-after'), clock);
}
