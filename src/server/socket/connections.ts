import type { ServerMessage } from '../wire.ts';
import type { Connection } from './connection.ts';

/** Who is connected: by users, and by the ids that they gave their connections. */
export class Connections {
  readonly #byUser = new Map<string, Map<string, Connection>>();

  /** Takes the place of the same user's connection of the same id, which is returned. */
  add(connection: Connection): Connection | undefined {
    const { user } = connection.bearer;
    const own = this.#byUser.get(user) ?? new Map<string, Connection>();
    const before = own.get(connection.id);
    own.set(connection.id, connection);
    this.#byUser.set(user, own);
    return before;
  }

  /** Whether it was there, and not replaced by another. */
  remove(connection: Connection): boolean {
    const { user } = connection.bearer;
    const own = this.#byUser.get(user);
    if (own?.get(connection.id) !== connection) return false;
    own.delete(connection.id);
    if (own.size === 0) this.#byUser.delete(user);
    return true;
  }

  /** How many a user has, but the one of an id. */
  countOf(user: string, but: string): number {
    const own = this.#byUser.get(user);
    return (own?.size ?? 0) - (own?.has(but) ? 1 : 0);
  }

  get users(): number {
    return this.#byUser.size;
  }

  *all(): Generator<Connection> {
    for (const own of this.#byUser.values()) yield* own.values();
  }

  /** To all connections of a user. */
  tellUser(user: string, one: ServerMessage): void {
    for (const connection of this.#byUser.get(user)?.values() ?? []) connection.send(one);
  }

  /** To everybody. */
  broadcast(one: ServerMessage): void {
    for (const connection of this.all()) connection.send(one);
  }
}
