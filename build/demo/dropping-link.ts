import type { Span } from "#shared/kernel/span.ts";
import type { OpcuaLine } from "./opcua-line.ts";
import type { SimulatedClock } from "./simulated-clock.ts";
import type { TruthRecord } from "./truth-record.ts";

/** Takes a line's server off the network and back, by schedule and on demand. */
export class DroppingLink {
  readonly #line: OpcuaLine;
  readonly #clock: SimulatedClock;
  readonly #drops: Iterator<Span>;
  readonly #write: (record: TruthRecord) => void;
  readonly #wallClock: () => number;
  #next: Span | null;
  #forcedOff = false;
  #up = false;
  #changing: Promise<void> | null = null;

  constructor(parts: {
    line: OpcuaLine;
    clock: SimulatedClock;
    drops: Iterator<Span>;
    write: (record: TruthRecord) => void;
    wallClock: () => number;
  }) {
    this.#line = parts.line;
    this.#clock = parts.clock;
    this.#drops = parts.drops;
    this.#write = parts.write;
    this.#wallClock = parts.wallClock;
    this.#next = this.#pull();
  }

  forceOff(): void {
    this.#forcedOff = true;
  }

  release(): void {
    this.#forcedOff = false;
  }

  /**
   * Brings the server into the state the schedule has for a wall-clock instant. One change at a time.
   * @throws through the promise when the server cannot start
   */
  follow(wall: number): Promise<void> {
    if (this.#changing !== null) return this.#changing;
    const simulated = this.#clock.simulatedAt(wall);
    while (this.#next !== null && this.#next.end <= simulated) this.#next = this.#pull();
    const dropped = this.#next !== null && this.#next.start <= simulated;
    const wanted = !this.#forcedOff && !dropped;
    if (wanted === this.#up) return Promise.resolve();
    this.#changing = this.#change(wanted).finally(() => {
      this.#changing = null;
    });
    return this.#changing;
  }

  async stop(): Promise<void> {
    await this.#changing;
    await this.#line.stop();
  }

  async #change(up: boolean): Promise<void> {
    // The link is lost as soon as the server begins to go, and live when it listens again.
    if (!up) this.#tell("lost");
    await (up ? this.#line.start() : this.#line.stop());
    this.#up = up;
    if (up) this.#tell("live");
  }

  #tell(link: "lost" | "live"): void {
    for (const { code } of this.#line.machines)
      this.#write({ at: this.#wallClock(), machine: code, link });
  }

  #pull(): Span | null {
    const next = this.#drops.next();
    return next.done === true ? null : next.value;
  }
}
