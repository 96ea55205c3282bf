import type { LookupFunction } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { createDoor, type Door, type DoorSettings } from '../../src/http/door.ts';
import { HttpFailure } from '../../src/http/http-failure.ts';
import { systemClock } from '../../src/http/retry.ts';
import { sayIn } from '../../src/messages/message.ts';

export interface TestDoor extends Door {
  /** How long each wait before a retry would have been, in milliseconds. */
  readonly waits: number[];
  /** The names that were looked up. */
  readonly lookedUp: string[];
}

export interface TestDoorSettings extends Partial<DoorSettings> {
  /** Addresses of names; any other name is not found. */
  readonly names?: Readonly<Record<string, string | readonly string[]>>;
  /** What happens instead of waiting. */
  readonly onWait?: () => void | Promise<void>;
}

/** A door that waits for nothing before a retry, knows only the names that it is given, and goes with its test. */
export function testDoor({ names = {}, onWait, ...settings }: TestDoorSettings = {}): TestDoor {
  const waits: number[] = [];
  const lookedUp: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    lookedUp.push(hostname);
    const addresses = [names[hostname] ?? []].flat();
    const [first] = addresses;
    const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const error = Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    if (first === undefined) queueMicrotask(() => callback(error, '', 0));
    else queueMicrotask(() => callback(null, options.all ? all : first, all[0]?.family));
  };
  const door = createDoor({
    env: {},
    lookup,
    clock: {
      ...systemClock,
      random: () => 1,
      sleep: async (ms) => {
        waits.push(ms);
        await onWait?.();
      },
    },
    ...settings,
  });
  onTestFinished(() => door.close());
  return { ...door, waits, lookedUp };
}

/** The failure that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<HttpFailure> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HttpFailure);
  return error as HttpFailure;
}

/** A failure's key, and its words in English. */
export async function saidOf(promise: Promise<unknown>): Promise<{ key: string; said: string }> {
  const { text } = await failureOf(promise);
  return { key: text.key, said: sayIn('en')(text) };
}

/** The text of a body. */
export function textOf(body: Uint8Array): string {
  return Buffer.from(body).toString();
}
