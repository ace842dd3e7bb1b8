import type { Telegram } from "#shared/connections/serial-settings.ts";
import { bytesOfCharacters, textOfBytes } from "#shared/connections/serial/control-characters.ts";
import { pause } from "../opcua/time-limit.ts";

/** What the cycle needs of the line it asks over. */
export interface RequestParts {
  readonly exchange: Telegram["exchange"];
  write(bytes: Uint8Array): Promise<void>;
  /** Forgets a half telegram. */
  clear(): void;
  /** A request got no answer in its time. */
  timedOut(): void;
  monotonic(): number;
}

/** How long a device may take to answer its reset, and how long a pause ends the answer where none is known. */
const resetLimitMs = 1_000;
const resetQuietMs = 250;
/** After a time-out the next request comes at most this much later, however slow the cycle is. */
const retryMs = 1_000;

/**
 * Asks a device again and again, one request at a time, and resets it first and after each time-out: a late answer
 * is then never taken for the next one. Where a device sends by itself, it only starts it.
 */
export class RequestCycle {
  readonly #parts: RequestParts;
  readonly #abort = new AbortController();
  #answered: (() => void) | null = null;
  #resetAnswered: (() => void) | null = null;
  #isResetting = false;

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  /** Everything that comes now is late or the answer to the reset: it is to be dropped. */
  get isResetting(): boolean {
    return this.#isResetting;
  }

  /** Asks until it is stopped. */
  async run(): Promise<void> {
    const { exchange } = this.#parts;
    await this.#reset();
    if (exchange.type === "listen") {
      if (exchange.request !== undefined) await this.#write(exchange.request);
      return;
    }
    while (!this.#isOver) {
      const startedAt = this.#parts.monotonic();
      const isAnswered = await this.#ask(exchange.request, exchange.timeoutMs);
      if (this.#isOver) return;
      if (!isAnswered) {
        this.#parts.timedOut();
        await this.#reset();
      }
      const everyMs = isAnswered ? exchange.everyMs : Math.min(exchange.everyMs, retryMs);
      const restMs = startedAt + everyMs - this.#parts.monotonic();
      await pause(Math.max(0, restMs), this.#abort.signal);
    }
  }

  /** A telegram came, whatever it says. */
  heard(content: Uint8Array): void {
    if (!this.#isResetting) return this.#answered?.();
    const { resetAnswer } = this.#parts.exchange;
    if (resetAnswer === undefined) return;
    const begins = textOfBytes(bytesOfCharacters(resetAnswer));
    if (textOfBytes(content).includes(begins)) this.#resetAnswered?.();
  }

  stop(): void {
    this.#abort.abort();
    this.#answered?.();
    this.#resetAnswered?.();
  }

  get #isOver(): boolean {
    return this.#abort.signal.aborted;
  }

  async #ask(request: string, timeoutMs: number): Promise<boolean> {
    this.#parts.clear();
    let isAnswered = false;
    const answer = new Promise<void>((resolve) => {
      this.#answered = () => {
        isAnswered = true;
        resolve();
      };
    });
    await this.#write(request);
    await this.#within(answer, timeoutMs);
    this.#answered = null;
    return isAnswered;
  }

  async #reset(): Promise<void> {
    const { reset, resetAnswer } = this.#parts.exchange;
    if (reset === undefined || this.#isOver) return;
    this.#isResetting = true;
    const answer = new Promise<void>((resolve) => (this.#resetAnswered = resolve));
    await this.#write(reset);
    await this.#within(answer, resetAnswer === undefined ? resetQuietMs : resetLimitMs);
    this.#resetAnswered = null;
    this.#parts.clear();
    this.#isResetting = false;
  }

  /** A line that takes no characters must not hold the cycle up: the time-out counts either way. */
  #write(typed: string): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    return this.#within(this.#parts.write(bytesOfCharacters(typed)), retryMs);
  }

  async #within(what: Promise<void>, limitMs: number): Promise<void> {
    const limit = new AbortController();
    const stop = () => limit.abort();
    this.#abort.signal.addEventListener("abort", stop, { once: true });
    await Promise.race([what, pause(limitMs, limit.signal)]);
    this.#abort.signal.removeEventListener("abort", stop);
    limit.abort();
  }
}
