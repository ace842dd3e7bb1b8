import type { EngineAddress, EngineState } from "#desktop/preload/bridge.ts";
import type { EngineProcess, EngineProcessEvents } from "./engine-process.ts";
import { supervise, type Supervision, type SupervisionEvent } from "./engine-supervision.ts";

export interface SupervisorSurroundings {
  startEngine(events: EngineProcessEvents): EngineProcess;
  /** UTC milliseconds. */
  now(): number;
  /** Calls back after a delay; returns how to call that off. */
  after(delayMs: number, callback: () => void): () => void;
  onState(state: EngineState): void;
}

/** Keeps one engine running: starts it, starts it again when it ends, and says how it is. */
export class EngineSupervisor {
  readonly #surroundings: SupervisorSurroundings;
  #supervision: Supervision = { phase: "starting", crashes: 0 };
  #process: EngineProcess | undefined;
  #callOffRetry: () => void = () => undefined;
  readonly #waitingForAddress: ((address: EngineAddress) => void)[] = [];

  constructor(surroundings: SupervisorSurroundings) {
    this.#surroundings = surroundings;
  }

  start(): void {
    this.#startProcess();
    this.#surroundings.onState(this.state);
  }

  get state(): EngineState {
    return stateForPage(this.#supervision);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Where the engine listens; waits until it does. */
  address(): Promise<EngineAddress> {
    if (this.#supervision.phase === "ready") return Promise.resolve(this.#supervision.address);
    return new Promise((resolve) => this.#waitingForAddress.push(resolve));
  }

  /** A person wants it tried again now. */
  retry(): void {
    this.#take({ kind: "retry-wanted" });
  }

  /** Stops the engine for good and resolves when it is gone. */
  async close(): Promise<void> {
    this.#take({ kind: "closing" });
    await this.#process?.end();
  }

  #startProcess(): void {
    this.#process = this.#surroundings.startEngine({
      ready: (address) =>
        this.#take({ kind: "became-ready", address, now: this.#surroundings.now() }),
      ended: (exitCode, lastWords) =>
        this.#take({ kind: "ended", exitCode, lastWords, now: this.#surroundings.now() }),
    });
  }

  #take(event: SupervisionEvent): void {
    const before = this.#supervision;
    const { state, order } = supervise(before, event);
    this.#supervision = state;
    this.#callOffRetryUnlessWaiting();
    switch (order.kind) {
      case "start":
        this.#startProcess();
        break;
      case "wait":
        this.#callOffRetry = this.#surroundings.after(order.delayMs, () =>
          this.#take({ kind: "retry-due" }),
        );
        break;
      case "end":
        void this.#process?.end();
        break;
      case "none":
        break;
      default:
        order satisfies never;
    }
    if (state.phase === "ready") {
      for (const resolve of this.#waitingForAddress.splice(0)) resolve(state.address);
    }
    if (state !== before) this.#surroundings.onState(this.state);
  }

  #callOffRetryUnlessWaiting(): void {
    if (this.#supervision.phase === "waiting") return;
    this.#callOffRetry();
    this.#callOffRetry = () => undefined;
  }
}

function stateForPage(supervision: Supervision): EngineState {
  switch (supervision.phase) {
    case "starting":
      return { kind: "starting" };
    case "ready":
      return { kind: "ready", address: supervision.address };
    case "waiting":
      return { kind: "restarting", crashes: supervision.crashes, retryAt: supervision.retryAt };
    case "stopped":
      return { kind: "stopped", reason: supervision.reason, message: supervision.message };
  }
  return supervision satisfies never;
}
