import { setTimeout as pause } from "node:timers/promises";
import type { ReadRequest } from "#shared/connections/modbus/line-time.ts";
import type { DriverClock } from "../driver.ts";
import { explainReadError, ReadFailure } from "./read-failure.ts";
import type { Wire } from "./wire.ts";

/** Registers as unsigned 16-bit numbers; for coils and discrete inputs 0 and 1. As many as were asked for. */
export interface Answer {
  readonly words: readonly number[];
  /** When it was complete, UTC milliseconds. */
  readonly receivedTime: number;
}

export interface ReadOptions {
  /** Ask once more when nothing comes: the unit answered a moment ago. */
  readonly isExpected: boolean;
}

/** How often a damaged answer is asked for again. */
const frameRetries = 1;

/**
 * One request after the other on one port: two at once destroy each other's answers on a serial line. After a damaged answer
 * the port is flushed, is silent for 3.5 characters, and the request is made once more.
 */
export class ModbusLine {
  readonly #wire: Wire;
  readonly #timeoutMs: number;
  readonly #clock: DriverClock;
  /** Units that still owe an answer: it may come when another is expected, and looks the same. */
  readonly #owing = new Set<number>();
  #last: Promise<unknown> = Promise.resolve();
  #errors = 0;
  /** Ends the wait of the request under way; there is one at a time. */
  #giveUp: (failure: ReadFailure) => void = () => undefined;

  constructor(wire: Wire, timeoutMs: number, clock: DriverClock) {
    this.#wire = wire;
    this.#timeoutMs = timeoutMs;
    this.#clock = clock;
    wire.client.setTimeout(timeoutMs);
    wire.gone.addEventListener("abort", () => this.#giveUp(goneFailure(wire.gone)));
  }

  /** Requests that failed, refusals among them. */
  get errors(): number {
    return this.#errors;
  }

  get gone(): AbortSignal {
    return this.#wire.gone;
  }

  /** Waits for its turn. Rejects with ReadFailure. */
  read(request: ReadRequest, options: ReadOptions = { isExpected: false }): Promise<Answer> {
    const turn = this.#last.then(() => this.#readPersistently(request, options));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  close(): Promise<void> {
    return this.#wire.close();
  }

  async #readPersistently(request: ReadRequest, options: ReadOptions): Promise<Answer> {
    for (let failures = 0; ; failures++) {
      try {
        return await this.#readInStep(request);
      } catch (error) {
        const failure = error as ReadFailure;
        this.#errors += 1;
        const mayTryAgain =
          failure.kind === "bad_frame" || (failure.kind === "no_answer" && options.isExpected);
        if (!mayTryAgain || failures >= frameRetries) throw failure;
        if (failure.kind === "bad_frame") await this.#wire.flush();
      }
    }
  }

  /**
   * A unit that did not answer in time may do so later. Its next answer counts only when nothing follows it for as long as the
   * one that is owed could take: otherwise every answer from then on would be that of the request before.
   */
  async #readInStep(request: ReadRequest): Promise<Answer> {
    const answer = await this.#exchange(request);
    if (!this.#owing.has(request.unit)) return answer;
    const heard = this.#wire.heardCharacters;
    await this.#whilePresent(pause(2 * this.#timeoutMs));
    if (this.#wire.heardCharacters > heard)
      throw new ReadFailure("bad_frame", "answers came later than the time-out allows");
    this.#owing.delete(request.unit);
    return answer;
  }

  async #exchange(request: ReadRequest): Promise<Answer> {
    const { client } = this.#wire;
    await this.#wire.settle(request.unit);
    if (this.gone.aborted) throw goneFailure(this.gone);
    const heard = this.#wire.heardCharacters;
    client.setID(request.unit);
    try {
      const words = await this.#whilePresent(this.#ask(request));
      return { words, receivedTime: this.#clock.now() };
    } catch (error) {
      const came = this.#wire.heardCharacters - heard;
      const failure = explainReadError(error, came);
      if (failure.kind === "no_answer" && came === 0 && !this.#wire.numbersRequests)
        this.#owing.add(request.unit);
      throw failure;
    }
  }

  /** The work, or a rejection as soon as the port is gone: what waits on it then may wait for ever. */
  #whilePresent<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#giveUp = reject;
      if (this.gone.aborted) reject(goneFailure(this.gone));
      work.then(resolve, reject);
    });
  }

  async #ask({ table, start, length }: ReadRequest): Promise<readonly number[]> {
    const { client } = this.#wire;
    switch (table) {
      case "coil":
        return bitsOf(await client.readCoils(start, length), length);
      case "discrete":
        return bitsOf(await client.readDiscreteInputs(start, length), length);
      case "holding":
        return (await client.readHoldingRegisters(start, length)).data;
      case "input":
        return (await client.readInputRegisters(start, length)).data;
      default:
        return table satisfies never;
    }
  }
}

const goneFailure = (gone: AbortSignal): ReadFailure =>
  new ReadFailure("gone", String(gone.reason));

/** Whole bytes arrive; what is beyond the length is filling. */
const bitsOf = ({ data }: { data: readonly boolean[] }, length: number): number[] =>
  data.slice(0, length).map(Number);
