import { errors, jwtVerify, SignJWT } from 'jose';
import { Tickets } from './tickets.ts';

/** The only algorithm, as the guide's AuthManager has it. */
const ALGORITHM = 'HS256';
/** So many tokens that were found good are remembered. */
const REMEMBERED = 1_000;
/** Longer ones are not looked at. */
const LONGEST = 4_096;
/** An id of a user goes into paths, logs and events. */
const LONGEST_SUBJECT = 256;

/** Who has come with a token. */
export interface Bearer {
  readonly user: string;
  readonly isAdmin: boolean;
  /** When the token ends, in seconds since 1970. */
  readonly expires: number;
}

/** Why a token is not taken: it is none of ours, or it names nobody. */
export type TokenProblem = 'invalid' | 'nobody';

/** Makes a token for a user; `seconds` is how long it holds. */
export function createToken(
  key: Uint8Array,
  user: string,
  { seconds, role }: { readonly seconds: number; readonly role?: string | undefined },
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(role === undefined ? {} : { role })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setSubject(user)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(key);
}

/** Checks tokens that were signed with one key. What was checked once is only asked for its time again. */
export class Tokens {
  /** What stands for a token where none can be sent. */
  readonly tickets = new Tickets<Bearer>();
  readonly #key: Uint8Array;
  readonly #good = new Map<string, Bearer>();

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Who has a token; undefined where it was not seen before: see {@link check}. */
  known(token: string): Bearer | undefined {
    const bearer = this.#good.get(token);
    if (!bearer) return undefined;
    if (bearer.expires > Date.now() / 1000) return bearer;
    this.#good.delete(token);
    return undefined;
  }

  /** Who has a token, or why it is not taken. Never rejects for what somebody sends. */
  async check(token: string): Promise<Bearer | TokenProblem> {
    if (token.length > LONGEST) return 'invalid';
    const bearer = await this.#read(token);
    if (typeof bearer === 'string') return bearer;
    if (this.#good.size >= REMEMBERED) {
      const [oldest] = this.#good.keys();
      if (oldest !== undefined) this.#good.delete(oldest);
    }
    this.#good.set(token, bearer);
    return bearer;
  }

  async #read(token: string): Promise<Bearer | TokenProblem> {
    try {
      const { payload } = await jwtVerify<{ role?: unknown }>(token, this.#key, {
        algorithms: [ALGORITHM],
        requiredClaims: ['exp'],
      });
      const { sub, exp, role } = payload as { sub?: unknown; exp?: unknown; role?: unknown };
      if (typeof exp !== 'number' || !Number.isFinite(exp)) return 'invalid';
      if (sub === undefined || sub === null) return 'nobody';
      if (typeof sub !== 'string') return 'invalid';
      if (sub === '' || sub.length > LONGEST_SUBJECT || /\p{Surrogate}/u.test(sub)) return 'nobody';
      return { user: sub, isAdmin: role === 'admin', expires: exp };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return 'invalid';
      throw error;
    }
  }
}
