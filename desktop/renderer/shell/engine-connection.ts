import { createORPCClient, type ClientLink, type ClientOptions } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import type { EngineAddress } from "#desktop/preload/bridge.ts";
import type { PlantAppContract } from "#shared/contract/plant-app.contract.ts";
import { ConnectionLost } from "./connection-lost.ts";
import {
  connectingAt,
  nextEngineState,
  retryDelay,
  type ConnectionEvent,
  type EngineState,
} from "./connection-state.ts";

export type PlantAppClient = ContractRouterClient<PlantAppContract>;
type Link = ClientLink<Record<never, never>>;
type CallOptions = ClientOptions<Record<never, never>>;

/** A loopback engine answers in milliseconds; ten seconds of silence mean that it hangs. */
const silenceLimitMs = 10_000;
const heartbeatMs = 4_000;

export interface EngineConnectionParts {
  readonly address: EngineAddress;
  /** Runs on every new socket before anybody else may use it: asks who we are, takes up the session. */
  readonly greet: (client: PlantAppClient) => Promise<void>;
  readonly openSocket?: (url: string, protocols: string[]) => WebSocket;
}

/**
 * The one socket between this page and its engine. Calls made while it is down wait for the next connection;
 * calls it went down under reject with ConnectionLost.
 */
export class EngineConnection {
  /** The client everybody uses: bound to the connection, not to one socket. */
  readonly client: PlantAppClient;
  readonly #parts: EngineConnectionParts;
  readonly #listeners = new Set<() => void>();
  #state: EngineState = connectingAt(Date.now());
  #live: Link | undefined;
  #waiting: (() => void)[] = [];
  #socket: WebSocket | undefined;
  #timers: number[] = [];
  #stopped = false;

  constructor(parts: EngineConnectionParts) {
    this.#parts = parts;
    this.client = createORPCClient<PlantAppClient>({
      call: (path, input, options) => this.#call(path, input, options),
    });
  }

  readonly state = (): EngineState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    this.#stopped = false;
    this.#open();
  }

  stop(): void {
    this.#stopped = true;
    this.#clearTimers();
    this.#socket?.close();
  }

  /** Resolves when the engine can be asked; rejects when the signal is aborted first. */
  async whenLive(signal?: AbortSignal): Promise<void> {
    while (this.#live === undefined) {
      signal?.throwIfAborted();
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        signal?.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    signal?.throwIfAborted();
  }

  async #call(path: readonly string[], input: unknown, options: CallOptions): Promise<unknown> {
    await this.whenLive(options.signal);
    const link = this.#live!;
    try {
      return await link.call(path, input, options);
    } catch (error) {
      if (this.#live !== link && options.signal?.aborted !== true) throw new ConnectionLost(error);
      throw error;
    }
  }

  #open(): void {
    const { url, token } = this.#parts.address;
    const open = this.#parts.openSocket ?? ((at, protocols) => new WebSocket(at, protocols));
    const socket = open(url, ["unison.rpc.v1", `token.${token}`]);
    this.#socket = socket;
    const link = new RPCLink({ websocket: socket });
    const direct = createORPCClient<PlantAppClient>(link);
    socket.addEventListener("open", () => {
      this.#parts.greet(direct).then(
        () => this.#greeted(socket, link, direct),
        () => socket.close(),
      );
    });
    socket.addEventListener("close", () => this.#lost(socket));
    this.#later(silenceLimitMs, () => {
      if (this.#live !== link && this.#socket === socket) this.#abandon(socket);
    });
  }

  #greeted(socket: WebSocket, link: Link, direct: PlantAppClient): void {
    if (this.#socket !== socket || socket.readyState !== WebSocket.OPEN) return;
    this.#live = link;
    this.#apply({ kind: "greeted", at: Date.now() });
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
    this.#beat(socket, direct);
  }

  /** Green but silent is worse than down: a frozen engine keeps its socket open. */
  #beat(socket: WebSocket, direct: PlantAppClient): void {
    this.#later(heartbeatMs, () => {
      if (this.#socket !== socket) return;
      const silence = window.setTimeout(() => this.#abandon(socket), silenceLimitMs);
      direct.plant.welcome().then(
        () => {
          window.clearTimeout(silence);
          this.#beat(socket, direct);
        },
        () => window.clearTimeout(silence),
      );
    });
  }

  /** Gives a socket up without waiting for its closing handshake, which a frozen engine never answers. */
  #abandon(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    socket.close();
    socket.dispatchEvent(new Event("close"));
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#live = undefined;
    this.#clearTimers();
    this.#apply({ kind: "lost", at: Date.now() });
    if (!this.#stopped) this.#later(retryDelay(this.#state, Math.random()), () => this.#open());
  }

  #apply(event: ConnectionEvent): void {
    this.#state = nextEngineState(this.#state, event);
    for (const listener of this.#listeners) listener();
  }

  #later(ms: number, act: () => void): void {
    this.#timers.push(window.setTimeout(act, ms));
  }

  #clearTimers(): void {
    for (const timer of this.#timers) window.clearTimeout(timer);
    this.#timers = [];
  }
}
