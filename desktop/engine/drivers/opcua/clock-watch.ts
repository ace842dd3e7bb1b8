import { AttributeIds } from "node-opcua";
import type { ClientSession } from "node-opcua";
import {
  clockOffset,
  clockWindowMs,
  isClockWrong,
  withClockReading,
} from "#shared/machines/clock-offset.ts";
import type { ClockReading } from "#shared/machines/clock-offset.ts";
import type { DriverClock, DriverLog } from "../driver.ts";
import { toInstant } from "./convert-value.ts";

/** Server_ServerStatus_CurrentTime. */
export const serverClockNode = "i=2258";

/** The server's clock minus ours: the median over a minute, said anew once a minute; the first reading counts at once. */
export class ClockWatch {
  readonly #clock: DriverClock;
  readonly #log: DriverLog;
  #window: readonly ClockReading[] = [];
  #offset: { readonly ms: number; readonly saidAt: number } | null = null;
  #isReading = false;

  constructor(clock: DriverClock, log: DriverLog) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Milliseconds; null until the first read. */
  get offsetMs(): number | null {
    return this.#offset?.ms ?? null;
  }

  /** Reads the server's clock once; the time half-way through the round trip stands for ours. Errors are ignored. */
  async read(session: ClientSession): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      const started = this.#clock.monotonic();
      const value = await session.read({
        nodeId: serverClockNode,
        attributeId: AttributeIds.Value,
      });
      const tookMs = this.#clock.monotonic() - started;
      const serverTime = toInstant(value.value.value as Date | null);
      if (serverTime !== null)
        this.take({ serverTime, receivedTime: this.#clock.now() - tookMs / 2 });
    } catch {
      // A server that does not answer is the watchdog's business.
    } finally {
      this.#isReading = false;
    }
  }

  /** The server was started anew: what its clock said before says nothing about now. */
  forget(): void {
    this.#window = [];
    this.#offset = null;
  }

  take(reading: ClockReading): void {
    this.#window = withClockReading(this.#window, reading);
    const isDue =
      this.#offset === null || reading.receivedTime - this.#offset.saidAt >= clockWindowMs;
    const offset = isDue ? clockOffset(this.#window) : null;
    if (offset === null) return;
    const wasWrong = isClockWrong(this.offsetMs);
    this.#offset = { ms: Math.round(offset), saidAt: reading.receivedTime };
    if (isClockWrong(offset) && !wasWrong)
      this.#log.warn({ offsetMs: this.#offset.ms }, "the clock of the server is off");
  }
}
