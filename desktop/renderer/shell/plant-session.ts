import { ORPCError } from "@orpc/client";
import type { SignedInUser } from "#shared/access/access.contract.ts";
import type { Permission } from "#shared/access/permissions.ts";
import type { PlantFacts, Welcome } from "#shared/plant/plant.contract.ts";
import type { PlantAppClient } from "./engine-connection.ts";

const tokenKey = "unison.session";

/** What the page knows of the plant and of who sits in front of it. */
export interface SessionState {
  /** null until the engine has answered for the first time. */
  readonly welcome: Welcome | null;
  readonly user: SignedInUser | null;
  /** Engine's clock minus this PC's clock, milliseconds. */
  readonly clockOffsetMs: number;
}

export type TokenStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The sign-in of this tab; survives reloads and engine restarts through the session token. */
export class PlantSession {
  readonly #storage: TokenStorage;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { welcome: null, user: null, clockOffsetMs: 0 };

  constructor(storage: TokenStorage) {
    this.#storage = storage;
  }

  readonly state = (): SessionState => this.#state;

  /** The engine's now, UTC milliseconds: this PC's clock may be wrong. */
  readonly now = (): number => Date.now() + this.#state.clockOffsetMs;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** First words on a new socket: how the plant is, and who we were. */
  readonly greet = async (client: PlantAppClient): Promise<void> => {
    const asked = Date.now();
    const welcome = await client.plant.welcome();
    const clockOffsetMs = Math.round(welcome.now - (asked + Date.now()) / 2);
    this.#set({ welcome, clockOffsetMs, user: await this.#resume(client) });
  };

  async #resume(client: PlantAppClient): Promise<SignedInUser | null> {
    const sessionToken = this.#storage.getItem(tokenKey);
    if (sessionToken === null) return null;
    try {
      return (await client.access.resume({ sessionToken })).user;
    } catch (error) {
      // Only a clear no ends the session; an engine that is closing down must not sign anybody out.
      if (!(error instanceof ORPCError) || error.code === "INTERNAL_SERVER_ERROR") throw error;
      this.#storage.removeItem(tokenKey);
      return null;
    }
  }

  readonly signedIn = (session: { user: SignedInUser; sessionToken: string }): void => {
    this.#storage.setItem(tokenKey, session.sessionToken);
    this.#set({ user: session.user });
  };

  readonly signedOut = (): void => {
    this.#storage.removeItem(tokenKey);
    this.#set({ user: null });
  };

  readonly plantChanged = (plant: PlantFacts): void => {
    const { welcome } = this.#state;
    if (welcome !== null) this.#set({ welcome: { ...welcome, plant } });
  };

  readonly welcomed = (welcome: Welcome): void => this.#set({ welcome });

  #set(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

export const mayOf = (user: SignedInUser | null, permission: Permission): boolean =>
  user !== null && user.permissions.includes(permission);
