import { AttributeIds } from "node-opcua";
import type { ClientSession } from "node-opcua";
import type { DriverClock } from "../driver.ts";
import { toInstant } from "./convert-value.ts";

/** Server_ServerStatus_CurrentTime. */
export const serverClockNode = "i=2258";
const windowSize = 5;

/** The server's clock minus ours, as the median of the last few reads (one a minute is five reads 12 s apart). */
export class ClockWatch {
  readonly #clock: DriverClock;
  #offsets: number[] = [];
  #isReading = false;

  constructor(clock: DriverClock) {
    this.#clock = clock;
  }

  /** Milliseconds; null until the first read. */
  get offsetMs(): number | null {
    const sorted = this.#offsets.toSorted((a, b) => a - b);
    return sorted.length === 0 ? null : Math.round(sorted[Math.floor(sorted.length / 2)]!);
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
      const theirs = toInstant(value.value.value as Date | null);
      if (theirs !== null) this.take(theirs - (this.#clock.now() - tookMs / 2));
    } catch {
      // A server that does not answer is the watchdog's business.
    } finally {
      this.#isReading = false;
    }
  }

  /** The server was started anew: what its clock said before says nothing about now. */
  forget(): void {
    this.#offsets = [];
  }

  take(offsetMs: number): void {
    this.#offsets = [...this.#offsets, offsetMs].slice(-windowSize);
  }
}
