import type { ConnectionId, MachineId, TagId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { Reading, Recording } from "#shared/teach/recording.ts";
import type { Mark, TeachStatus } from "#shared/teach/teach.contract.ts";
import type { DriverTag } from "../../drivers/driver.ts";
import type { WatchedReading } from "../../intake/intake-protocol.ts";
import type { FoundSignal } from "./find-candidates.ts";

/** What one lesson may hold. A signal beyond its bound is noise: neither a counter nor a state. */
export const lessonLimits = { readingsPerSignal: 6_000, marks: 1_000 } as const;

interface Watched {
  readonly signal: FoundSignal;
  readonly readings: Reading[];
}

/** One lesson: what is watched, what was read and what the person marked. Kept in memory only. */
export class TeachSession {
  readonly id: string;
  readonly connectionId: ConnectionId;
  readonly machineId: MachineId;
  readonly machineCode: string;
  readonly startedAt: number;
  #phase: TeachStatus["phase"] = "looking";
  #failure: string | null = null;
  #isCut = false;
  #sampleCount = 0;
  #marks: Mark[] = [];
  readonly #watched = new Map<TagId, Watched>();
  readonly #listeners = new Set<() => void>();

  constructor(parts: {
    readonly id: string;
    readonly connectionId: ConnectionId;
    readonly machineId: MachineId;
    readonly machineCode: string;
    readonly startedAt: number;
  }) {
    this.id = parts.id;
    this.connectionId = parts.connectionId;
    this.machineId = parts.machineId;
    this.machineCode = parts.machineCode;
    this.startedAt = parts.startedAt;
  }

  get isOver(): boolean {
    return this.#phase === "ended" || this.#phase === "failed";
  }

  /** Begins to watch; returns the tags that the driver must read. */
  watch(signals: readonly FoundSignal[], isCut: boolean): DriverTag[] {
    signals.forEach((signal, i) =>
      this.#watched.set(`${this.id}:${i}` as TagId, { signal, readings: [] }),
    );
    this.#isCut = isCut;
    this.#phase = "watching";
    this.#tell();
    return [...this.#watched].map(([id, { signal }]) => ({
      id,
      address: signal.address,
      class: signal.class,
      deadband: null,
    }));
  }

  take(readings: readonly WatchedReading[]): void {
    if (this.isOver) return;
    for (const { tag, ...reading } of readings) {
      const watched = this.#watched.get(tag);
      if (watched === undefined) continue;
      this.#sampleCount += 1;
      if (watched.readings.length < lessonLimits.readingsPerSignal) watched.readings.push(reading);
    }
    this.#tell();
  }

  /** The same id again is the same mark: a repeated send changes nothing. */
  mark(mark: Mark): Mark {
    this.#refuseWhenOver();
    if (this.#marks.length >= lessonLimits.marks)
      throw new Refusal("NOT_NOW", { reason: "too many marks" });
    const known = this.#marks.find(({ id }) => id === mark.id);
    if (known !== undefined) return known;
    this.#marks = [...this.#marks, mark];
    this.#tell();
    return mark;
  }

  undoMark(id: string): void {
    this.#refuseWhenOver();
    this.#marks = this.#marks.filter((mark) => mark.id !== id);
    this.#tell();
  }

  /** Nothing more is recorded; what was stays for proposals until the session is forgotten. */
  end(): void {
    if (this.isOver) return;
    this.#phase = "ended";
    this.#tell();
  }

  fail(failure: string): void {
    if (this.isOver) return;
    this.#phase = "failed";
    this.#failure = failure;
    this.#tell();
  }

  recording(end: number): Recording {
    return {
      start: this.startedAt,
      end,
      marks: this.#marks,
      candidates: [...this.#watched.values()]
        .filter(({ readings }) => readings.length < lessonLimits.readingsPerSignal)
        .map(({ signal, readings }) => ({
          address: signal.address,
          name: signal.name,
          dataType: signal.dataType,
          readings: readings.toSorted((a, b) => a.at - b.at),
        })),
    };
  }

  status(): TeachStatus {
    const watched = [...this.#watched.values()];
    return {
      phase: this.#phase,
      startedAt: this.startedAt,
      candidateCount: watched.length,
      changingCount: watched.filter(({ readings }) => readings.length > 1).length,
      isCut: this.#isCut,
      sampleCount: this.#sampleCount,
      failure: this.#failure,
      marks: this.#marks,
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #refuseWhenOver(): void {
    if (this.isOver) throw new Refusal("NOT_NOW", { reason: "the lesson is over" });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
