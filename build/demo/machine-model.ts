import { hourMs } from "#shared/kernel/instant.ts";
import type { Phase } from "./phase.ts";
import {
  afterCycles,
  cycleEnd,
  cyclesUntil,
  emptyTally,
  runMsUntil,
  tallyAt,
  type Tally,
} from "./tally.ts";

/** A machine as it stands at an instant: enough to say the value of every signal. */
export interface Moment {
  readonly at: number;
  readonly phase: Phase;
  /** Machine cycles since it was switched on. */
  readonly cycles: number;
  /** Rejected pieces since it was switched on, and those of them made before the current full hour. */
  readonly rejects: number;
  readonly rejectsBeforeHour: number;
  readonly switchedOnAt: number;
  /** How long it has run since it was switched on, in milliseconds. */
  readonly runMs: number;
}

/** What has just happened: another phase began, a cycle ended, a full hour struck, an analog value is due. */
export type Happening = "phase" | "cycle" | "hour" | "beat";

export type Visit = (happening: Happening, moment: Moment) => void;

/** Every single cycle, or only the last one before anything else happens (enough for counters read now and then). */
export type Detail = "every_cycle" | "last_cycle";

/**
 * One machine on its way through simulated time. What it does follows from the course alone, never from how it was
 * walked: skipping to an instant and visiting every cycle on the way end at the same moment.
 */
export class SimulatedMachine {
  readonly #course: Iterator<Phase, void>;
  readonly #piecesPerCycle: number;
  readonly #beatMs: number;
  readonly #switchedOnAt: number;
  #phase: Phase;
  #atStart: Tally = emptyTally;
  #cursor: number;
  #rejectsBeforeHour = 0;
  /** The phase of the course that a forced one hides. */
  #hidden: Phase | null = null;

  /** @param beatMs how often an analog value moves, from the start of a phase on; absent = it has none */
  constructor(
    course: Iterator<Phase, void>,
    piecesPerCycle: number,
    beatMs: number = Number.POSITIVE_INFINITY,
  ) {
    this.#course = course;
    this.#piecesPerCycle = piecesPerCycle;
    this.#beatMs = beatMs;
    this.#phase = pull(course);
    this.#switchedOnAt = this.#phase.start;
    this.#cursor = this.#switchedOnAt;
  }

  /** The machine at the instant reached. */
  moment(): Moment {
    return this.#momentAfter(this.#cursor, cyclesUntil(this.#phase, this.#atStart, this.#cursor));
  }

  /** Goes to an instant without looking at anything on the way. */
  skipTo(at: number): void {
    const fullHour = Math.floor(at / hourMs) * hourMs;
    if (fullHour > this.#cursor) {
      this.#stepTo(fullHour);
      this.#rejectsBeforeHour = this.moment().rejects;
    }
    this.#stepTo(at);
  }

  /** Goes to an instant and visits what happens in `(the instant reached, at]`, in order. */
  advanceTo(at: number, detail: Detail, visit: Visit): void {
    while (this.#cursor < at) {
      const hour = (Math.floor(this.#cursor / hourMs) + 1) * hourMs;
      const beat = this.#nextBeat();
      const stop = Math.min(at, this.#phase.end, hour, beat);
      this.#visitCycles(stop, detail, visit);
      this.#cursor = stop;
      if (stop === hour) {
        this.#rejectsBeforeHour = this.moment().rejects;
        visit("hour", this.moment());
      }
      if (stop === this.#phase.end) {
        this.#enterNextPhase();
        visit("phase", this.moment());
      } else if (stop === beat) visit("beat", this.moment());
    }
  }

  /** Puts a phase in place of the course, from the instant reached until `release`. */
  force(phase: Omit<Phase, "start" | "end">): Moment {
    this.#hidden ??= this.#phase;
    this.#change({ ...phase, start: this.#cursor, end: Number.POSITIVE_INFINITY });
    return this.moment();
  }

  /** Goes on with what the course says for the instant reached. */
  release(): Moment {
    if (this.#hidden !== null) {
      let scheduled = this.#hidden;
      while (scheduled.end <= this.#cursor) scheduled = pull(this.#course);
      this.#hidden = null;
      this.#change({ ...scheduled, start: this.#cursor });
    }
    return this.moment();
  }

  #nextBeat(): number {
    if (!Number.isFinite(this.#beatMs)) return Number.POSITIVE_INFINITY;
    return (
      this.#phase.start +
      (Math.floor((this.#cursor - this.#phase.start) / this.#beatMs) + 1) * this.#beatMs
    );
  }

  #visitCycles(until: number, detail: Detail, visit: Visit): void {
    const before = cyclesUntil(this.#phase, this.#atStart, this.#cursor);
    const after = cyclesUntil(this.#phase, this.#atStart, until);
    if (after === before) return;
    for (let n = detail === "last_cycle" ? after : before + 1; n <= after; n++) {
      visit("cycle", this.#momentAfter(cycleEnd(this.#phase, this.#atStart, n), n));
    }
  }

  #momentAfter(at: number, cyclesOfPhase: number): Moment {
    const { cycles, rejects } = afterCycles(
      this.#phase,
      this.#atStart,
      cyclesOfPhase,
      this.#piecesPerCycle,
    );
    return {
      at,
      phase: this.#phase,
      cycles,
      rejects,
      rejectsBeforeHour: this.#rejectsBeforeHour,
      switchedOnAt: this.#switchedOnAt,
      runMs: runMsUntil(this.#phase, this.#atStart, at),
    };
  }

  #stepTo(at: number): void {
    while (this.#phase.end <= at) {
      this.#cursor = this.#phase.end;
      this.#enterNextPhase();
    }
    this.#cursor = Math.max(this.#cursor, at);
  }

  #enterNextPhase(): void {
    this.#change(pull(this.#course));
  }

  #change(phase: Phase): void {
    this.#atStart = tallyAt(this.#phase, this.#atStart, phase.start, this.#piecesPerCycle);
    this.#phase = phase;
  }
}

function pull(course: Iterator<Phase, void>): Phase {
  const next = course.next();
  if (next.done === true) throw new RangeError("The course of a machine has ended.");
  return next.value;
}
