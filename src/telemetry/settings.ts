import { message, type Message } from '../messages/message.ts';
import { readTraceparent, type RemoteParent } from './trace-ids.ts';

/** Where spans go, and what is in them. */
export interface TelemetrySettings {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly protocol: Protocol;
  readonly gzip: boolean;
  /** Milliseconds for one export. */
  readonly timeoutMs: number;
  /** What is known of whoever sends them. */
  readonly resource: Readonly<Record<string, string>>;
  /** The span that a run is part of. */
  readonly parent: RemoteParent | undefined;
  /** Whether servers are told to which span a request belongs. */
  readonly propagate: boolean;
  /** Whether prompts and answers go along. */
  readonly content: boolean;
}

export type Protocol = 'http/protobuf' | 'http/json';

/** Something in the environment that makes no sense. */
export interface SettingsProblem {
  readonly problem: Message;
  readonly hint?: Message;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOCAL = 'http://localhost:4318';
const TIMEOUT_MS = 10_000;
const LONGEST_MS = 10 * 60_000;

/**
 * Reads what OpenTelemetry's specification calls these variables: `OTEL_*`, and `TRACEPARENT`. Those of traces alone are
 * stronger than those of all signals. Undefined where they switch it off.
 */
export function readTelemetrySettings(
  environment: Environment,
): TelemetrySettings | SettingsProblem | undefined {
  const value = (name: string): string | undefined => {
    const text = environment[name]?.trim();
    return text === '' ? undefined : text;
  };
  const exporter = (name: string): string | undefined =>
    value(`OTEL_EXPORTER_OTLP_TRACES_${name}`) ?? value(`OTEL_EXPORTER_OTLP_${name}`);
  const isOff = value('OTEL_SDK_DISABLED')?.toLowerCase() === 'true';
  if (isOff || value('OTEL_TRACES_EXPORTER') === 'none') return undefined;
  const protocol = exporter('PROTOCOL') ?? 'http/protobuf';
  if (protocol !== 'http/protobuf' && protocol !== 'http/json') {
    return {
      problem: message('otel-protocol', { protocol }),
      hint: message('otel-protocol/hint'),
    };
  }
  const own = value('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const url = own ?? tracesBelow(value('OTEL_EXPORTER_OTLP_ENDPOINT') ?? LOCAL);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return { problem: message('otel-endpoint', { name: own ? TRACES : ALL }) };
  }
  const timeout = Number(exporter('TIMEOUT') ?? TIMEOUT_MS);
  return {
    url,
    headers: pairs(exporter('HEADERS')),
    protocol,
    gzip: exporter('COMPRESSION') === 'gzip',
    timeoutMs: timeout > 0 ? Math.min(timeout, LONGEST_MS) : TIMEOUT_MS,
    resource: {
      'service.name': 'bisheng',
      ...Object.fromEntries(pairs(value('OTEL_RESOURCE_ATTRIBUTES'))),
      ...(value('OTEL_SERVICE_NAME') && { 'service.name': value('OTEL_SERVICE_NAME') ?? '' }),
    },
    parent: readTraceparent(value('TRACEPARENT'), value('TRACESTATE')),
    propagate: (value('OTEL_PROPAGATORS') ?? 'tracecontext')
      .split(/\s*,\s*/)
      .includes('tracecontext'),
    content: /^true$/i.test(value('OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT') ?? ''),
  };
}

const TRACES = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';
const ALL = 'OTEL_EXPORTER_OTLP_ENDPOINT';

function tracesBelow(base: string): string {
  return `${base.replace(/\/+$/, '')}/v1/traces`;
}

/** `a=1,b=2` with percent-encoding, as W3C Baggage has it; what is no pair is passed over, as the specification says. */
function pairs(text = ''): (readonly [string, string])[] {
  return text.split(',').flatMap((part) => {
    const at = part.indexOf('=');
    const name = decoded(part.slice(0, Math.max(0, at)).trim());
    return name === '' ? [] : [[name, decoded(part.slice(at + 1).trim())] as const];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
