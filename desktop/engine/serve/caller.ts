import type { SignedInUser } from "#shared/access/access.contract.ts";

/**
 * One connection of a window, browser or station. `session` changes when somebody signs in or out on it; everything
 * else is fixed when the socket opens.
 */
export interface Caller {
  readonly station: string;
  readonly remote: string;
  session: { readonly user: SignedInUser; readonly tokenHash: string } | null;
}

/** Everybody connected now, so that a deactivated user loses every open window at once. */
export class Callers {
  readonly #open = new Set<Caller>();

  add(caller: Caller): void {
    this.#open.add(caller);
  }

  remove(caller: Caller): void {
    this.#open.delete(caller);
  }

  signOut(userId: string): void {
    for (const caller of this.#open) if (caller.session?.user.id === userId) caller.session = null;
  }
}
