import { createHash } from 'node:crypto';
import type { IdGenerator } from '@opentelemetry/sdk-trace-base';
import type { SpanContext } from '@opentelemetry/api';

/** A span of another process. */
export interface RemoteParent {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
  readonly state?: string;
}

/** `00-<trace>-<span>-<flags>` as W3C Trace Context has it; undefined for anything else. */
export function readTraceparent(text = '', state?: string): RemoteParent | undefined {
  const found = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/.exec(text);
  const [, version, traceId = '', spanId = '', flags = '', more] = found ?? [];
  if (!found || version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  const sampled = (parseInt(flags, 16) & 1) === 1;
  return { traceId, spanId, sampled, ...(state !== undefined && { state }) };
}

/** The header by which a server is told to which span a request belongs. */
export function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** The trace of a run, the same in each of its sessions: its id without the dashes. */
export function traceIdOf(runId: string): string {
  const digits = runId.replaceAll('-', '').toLowerCase();
  return /^[\da-f]{32}$/.test(digits) && !/^0+$/.test(digits) ? digits : hash(runId, 32);
}

/** The span of a run's session; 0 is the first. Known without having seen it, so that later ones can name it. */
export function runSpanIdOf(runId: string, session: string): string {
  return hash(`${runId} ${session}`, 16);
}

function hash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** Ids at random, but those that somebody has asked for next. */
export class Ids implements IdGenerator {
  next: { readonly trace: string; readonly span: string } | undefined;

  generateTraceId(): string {
    return this.next?.trace ?? randomHex(16);
  }

  /** The SDK asks for it first. */
  generateSpanId(): string {
    return this.next?.span ?? randomHex(8);
  }
}

function randomHex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');
}
