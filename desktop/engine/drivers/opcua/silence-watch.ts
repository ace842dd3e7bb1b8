import type { OpcuaTiming } from "./opcua-timing.ts";

export type Silence = "heard" | "silent" | "given_up";

/**
 * Decides from the time of the last answer whether a link is still alive: by data received, never by the state of the
 * socket or the session (a frozen server keeps both open for ever). A check that itself came late says nothing: the
 * answers may be waiting behind it in the same queue.
 */
export class SilenceWatch {
  readonly #silentMs: number;
  readonly #giveUpMs: number;
  readonly #lateMs: number;
  #heardAt: number;
  #checkedAt: number;

  /** All times are of the monotonic clock, in milliseconds. `publishingMs`: a slow subscription is allowed three periods. */
  constructor(now: number, publishingMs: number, timing: OpcuaTiming) {
    this.#silentMs = Math.max(timing.silentMs, 3 * publishingMs);
    this.#giveUpMs = this.#silentMs + timing.freshStartMs - timing.silentMs;
    this.#lateMs = this.#silentMs / 5;
    this.#heardAt = now;
    this.#checkedAt = now;
  }

  heard(now: number): void {
    this.#heardAt = now;
  }

  check(now: number): Silence {
    const isLate = now - this.#checkedAt > this.#lateMs;
    this.#checkedAt = now;
    const quietMs = now - this.#heardAt;
    if (isLate || quietMs < this.#silentMs) return "heard";
    return quietMs < this.#giveUpMs ? "silent" : "given_up";
  }
}
