import { objectOf, own, isObject, type Value, type ValueObject } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';
import { LONGEST_SESSION } from '../service/chat.ts';

/** What a client asks over its socket, without the guide's names. */
export type Request =
  | {
      readonly kind: 'execute';
      readonly flow: string;
      readonly inputs: ValueObject;
      readonly parameters: ValueObject;
      /** An idempotency key. */
      readonly key: string | undefined;
      readonly tag: string | undefined;
    }
  | {
      readonly kind: 'chat';
      readonly input: string;
      readonly session: string | undefined;
      readonly tag: string | undefined;
    }
  | { readonly kind: 'monitor'; readonly tag: string | undefined }
  | {
      readonly kind: 'resume';
      readonly run: string;
      /** What comes behind this number was missed; -1: all. */
      readonly after: number;
      readonly tag: string | undefined;
    };

/** A message that can't be understood. */
export interface Misunderstood {
  readonly kind: 'misunderstood';
  readonly code: 'object' | 'unknown-type' | 'field';
  readonly text: Message;
  readonly tag: string | undefined;
}

/** A message of the server's; `seq` is there where it belongs to a run and stands in the store. */
export interface ServerMessage {
  readonly seq?: number;
  readonly json: ValueObject;
}

const types = ['workflow_execute', 'chat_message', 'system_monitor', 'resume'];
const LONGEST_NAME = 1_024;
const LONGEST_TAG = 128;
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Reads a client's message; fields that are not known are passed over. */
export function readRequest(value: Value): Request | Misunderstood {
  if (!isObject(value)) return misunderstood('object', message('socket/object'), undefined);
  const given = own(value, 'request_id');
  const tag = typeof given === 'string' && given.length <= LONGEST_TAG ? given : undefined;
  try {
    switch (own(value, 'type')) {
      case 'workflow_execute':
        return {
          kind: 'execute',
          flow: textIn(value, 'workflow_id'),
          inputs: objectIn(value, 'input_data'),
          parameters: objectIn(value, 'parameters'),
          key: keyIn(value, 'idempotency_key'),
          tag,
        };
      case 'chat_message':
        return { kind: 'chat', input: saidIn(value), session: sessionIn(value), tag };
      case 'system_monitor':
        return { kind: 'monitor', tag };
      case 'resume':
        return { kind: 'resume', run: textIn(value, 'run_id'), after: numberIn(value), tag };
      default:
        return misunderstood('unknown-type', message('socket/type', { known: types }), tag);
    }
  } catch (error) {
    if (error instanceof WrongField) return misunderstood('field', error.text, tag);
    throw error;
  }
}

class WrongField extends Error {
  readonly text: Message;

  constructor(name: string, what: Message) {
    super(name);
    this.text = message('socket/field', { name, what });
  }
}

function misunderstood(
  code: Misunderstood['code'],
  text: Message,
  tag: string | undefined,
): Misunderstood {
  return { kind: 'misunderstood', code, text, tag };
}

function textIn(value: ValueObject, name: string, most = LONGEST_NAME): string {
  const text = own(value, name);
  if (typeof text === 'string' && text !== '' && text.length <= most) return text;
  const isLimited = Number.isFinite(most);
  throw new WrongField(name, message(isLimited ? 'socket/text' : 'socket/text-any', { most }));
}

/** The guide does not name the field of what was said: `message`, as in its progress, or `content`, as in its chunks. */
function saidIn(value: ValueObject): string {
  const name = own(value, 'message') === undefined ? 'content' : 'message';
  return textIn(value, own(value, name) === undefined ? 'message' : name, Infinity);
}

function sessionIn(value: ValueObject): string | undefined {
  return isAbsent(own(value, 'session_id'))
    ? undefined
    : textIn(value, 'session_id', LONGEST_SESSION);
}

function objectIn(value: ValueObject, name: string): ValueObject {
  const object = own(value, name);
  if (isAbsent(object)) return objectOf([]);
  if (isObject(object)) return object;
  throw new WrongField(name, message('socket/dictionary'));
}

function keyIn(value: ValueObject, name: string): string | undefined {
  const key = own(value, name);
  if (isAbsent(key)) return undefined;
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw new WrongField(name, message('socket/key'));
}

function numberIn(value: ValueObject): number {
  const seq = own(value, 'seq');
  if (isAbsent(seq)) return -1;
  if (typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= -1) return seq;
  throw new WrongField('seq', message('socket/whole'));
}

function isAbsent(value: Value | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** What every message of a run says of where it belongs. */
export interface RunPlace {
  readonly run: string;
  readonly flow: string;
  readonly seq?: number;
  /** ISO 8601. */
  readonly time: string;
}

function ofRun(
  type: string,
  { run, flow, seq, time }: RunPlace,
  fields: Iterable<readonly [string, Value]>,
): ServerMessage {
  const json = objectOf([
    ['type', type],
    ['workflow_id', flow],
    ...fields,
    ['timestamp', time],
    ['run_id', run],
    ...(seq === undefined ? [] : [['seq', seq] as const]),
  ]);
  return seq === undefined ? { json } : { seq, json };
}

/** How far a run is: `progress` from 0 to 1; `step` is the node that it is at, empty for the run as a whole. */
export function progressMessage(
  place: RunPlace,
  { step, progress, text }: { step: string; progress: number; text: string },
  more: readonly (readonly [string, Value])[] = [],
): ServerMessage {
  return ofRun('workflow_progress', place, [
    ['step', step],
    ['progress', progress],
    ['message', text],
    ...more,
  ]);
}

export function completedMessage(place: RunPlace, result: Value): ServerMessage {
  return ofRun('workflow_completed', place, [['result', result]]);
}

/** What has gone wrong in a run, with a stable code. */
export interface Failure {
  readonly text: string;
  readonly code: string;
  readonly node?: string | null;
}

export function errorMessage(place: RunPlace, failure: Failure): ServerMessage {
  return ofRun('workflow_error', place, failureFields(failure));
}

export function streamStart(
  place: RunPlace,
  id: string,
  more: readonly (readonly [string, Value])[] = [],
): ServerMessage {
  return ofRun('stream_start', place, [['message_id', id], ...more]);
}

export function streamChunk(place: RunPlace, id: string, content: string): ServerMessage {
  return ofRun('stream_chunk', place, [
    ['content', content],
    ['message_id', id],
  ]);
}

export function streamEnd(
  place: RunPlace,
  id: string,
  more: readonly (readonly [string, Value])[] = [],
): ServerMessage {
  return ofRun('stream_end', place, [['message_id', id], ...more]);
}

export function streamError(place: RunPlace, id: string, failure: Failure): ServerMessage {
  return ofRun('stream_error', place, [...failureFields(failure), ['message_id', id]]);
}

function failureFields({ text, code, node }: Failure): (readonly [string, Value])[] {
  return [
    ['error', text],
    ['code', code],
    ...(node === undefined || node === null ? [] : [['step', node] as const]),
  ];
}

/** A run that can't begin: the guide's `workflow_error`, and `stream_error` for what was said in a chat. */
export function refusedMessage(
  asked: { readonly flow: string } | 'chat',
  { text, code }: Failure,
  time: string,
): ServerMessage {
  const isChat = asked === 'chat';
  return plain(
    isChat ? 'stream_error' : 'workflow_error',
    [...(isChat ? [] : [['workflow_id', asked.flow] as const]), ['error', text], ['code', code]],
    time,
  );
}

/** A message that was not understood or not allowed. */
export function problemMessage(
  { text, code }: Failure,
  time: string,
  wait?: number,
): ServerMessage {
  const after = wait === undefined ? [] : [['retry_after', Math.max(1, Math.ceil(wait))] as const];
  return plain('error', [['error', text], ['code', code], ...after], time);
}

export function disconnectedMessage(user: string, connection: string): ServerMessage {
  const fields = { type: 'user_disconnected', user_id: user, connection_id: connection };
  return { json: fields };
}

export function statusMessage(status: ValueObject, time: string): ServerMessage {
  return plain('system_status', Object.entries(status), time);
}

export function stoppingMessage(text: string, time: string): ServerMessage {
  return plain('server_stopping', [['message', text]], time);
}

/** With the number that the client gave its request. */
export function withTag(one: ServerMessage, tag: string | undefined): ServerMessage {
  if (tag === undefined) return one;
  return { ...one, json: objectOf([...Object.entries(one.json), ['request_id', tag]]) };
}

function plain(
  type: string,
  fields: Iterable<readonly [string, Value]>,
  time: string,
): ServerMessage {
  return { json: objectOf([['type', type], ...fields, ['timestamp', time]]) };
}
