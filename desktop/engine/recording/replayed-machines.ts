import type { ConnectionId, MachineId, TagId } from "#shared/kernel/id.ts";
import type { MachineFact } from "#shared/machines/machine-fact.ts";
import type { LinkChange, Sample } from "#shared/machines/sample.ts";
import { tagsOf, type SignalRules } from "#shared/machines/signal-rules.ts";
import { deriveMachine } from "#shared/machines/signals/derive-machine.ts";
import type { MachineInput } from "#shared/machines/signals/machine-input.ts";
import type { MachineMemory } from "#shared/machines/signals/machine-memory.ts";
import type { DerivedMachine } from "../pipeline/captured-batch.ts";

/** Ticks only bring forward what the next reading would show, so a recording needs far fewer than one a second. */
const tickMs = 10_000;

export interface ReplayedMachine {
  readonly id: MachineId;
  readonly rules: SignalRules;
  readonly memory: MachineMemory;
}

export interface ReplayedTag {
  readonly id: TagId;
  readonly code: string;
  readonly connection: ConnectionId;
}

interface Watched {
  readonly id: MachineId;
  readonly rules: SignalRules;
  memory: MachineMemory;
  facts: MachineFact[];
  isChanged: boolean;
}

/** Drives the signal rules in recorded time: the derive step of the pipeline without drivers and clocks. */
export class ReplayedMachines {
  readonly #machines: readonly Watched[];
  readonly #byTag = new Map<string, Watched[]>();
  readonly #byConnection = new Map<ConnectionId, Set<Watched>>();
  #tickedAt: number;

  constructor(machines: readonly ReplayedMachine[], tags: readonly ReplayedTag[], from: number) {
    this.#machines = machines.map((machine) => ({ ...machine, facts: [], isChanged: false }));
    this.#tickedAt = from;
    for (const watched of this.#machines) {
      for (const code of tagsOf(watched.rules))
        this.#byTag.set(code, [...(this.#byTag.get(code) ?? []), watched]);
    }
    for (const { code, connection } of tags) {
      const known = this.#byConnection.get(connection) ?? new Set();
      for (const watched of this.#byTag.get(code) ?? []) known.add(watched);
      this.#byConnection.set(connection, known);
    }
  }

  sample(tagCode: string, sample: Sample, at: number): void {
    this.passTo(at);
    for (const watched of this.#byTag.get(tagCode) ?? [])
      step(watched, { kind: "sample", tagCode, sample, at });
  }

  link(change: LinkChange): void {
    this.passTo(change.at);
    for (const watched of this.#byConnection.get(change.connection) ?? [])
      step(watched, { kind: "link", change });
  }

  /** Lets recorded time go by. */
  passTo(at: number): void {
    while (this.#tickedAt + tickMs <= at) {
      this.#tickedAt += tickMs;
      for (const watched of this.#machines) step(watched, { kind: "tick", now: this.#tickedAt });
    }
  }

  /** Nobody watches after `at`: as when the engine stops there and starts again later. */
  endAt(at: number): void {
    this.passTo(at);
    for (const watched of this.#machines) {
      const { aliveAt } = watched.memory;
      watched.memory = {
        ...watched.memory,
        aliveAt: aliveAt === null ? null : Math.max(aliveAt, at),
      };
      step(watched, { kind: "restart", now: at });
    }
  }

  /** Facts and changed memories since the last time. */
  take(): DerivedMachine[] {
    const changed = this.#machines.filter(
      (watched) => watched.isChanged || watched.facts.length > 0,
    );
    return changed.map((watched) => {
      const derived = {
        machineId: watched.id,
        facts: watched.facts,
        memory: watched.isChanged ? watched.memory : null,
      };
      watched.facts = [];
      watched.isChanged = false;
      return derived;
    });
  }
}

function step(watched: Watched, input: MachineInput): void {
  const { memory, facts } = deriveMachine(watched.rules, watched.memory, input);
  if (memory !== watched.memory) {
    watched.memory = memory;
    watched.isChanged = true;
  }
  watched.facts.push(...facts);
}
