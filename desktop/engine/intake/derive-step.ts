import type { ConnectionId, MachineId, TagId } from "#shared/kernel/id.ts";
import { chooseHistoryTime, chooseTime } from "#shared/machines/choose-time.ts";
import type { MachineFact } from "#shared/machines/machine-fact.ts";
import type { LinkChange, Sample } from "#shared/machines/sample.ts";
import { tagsOf } from "#shared/machines/signal-rules.ts";
import type { SignalRules } from "#shared/machines/signal-rules.ts";
import { deriveMachine } from "#shared/machines/signals/derive-machine.ts";
import type { MachineInput } from "#shared/machines/signals/machine-input.ts";
import type { MachineMemory } from "#shared/machines/signals/machine-memory.ts";
import type { MachineNotice } from "#shared/machines/signals/machine-notice.ts";
import type { BackRead } from "../drivers/driver.ts";
import type { DerivedMachine } from "../pipeline/captured-batch.ts";
import type { IntakeMachine } from "./intake-protocol.ts";
import type { NumberedTag } from "./tag-numbers.ts";
import { ToldHistories } from "./told-histories.ts";

interface WatchedMachine {
  readonly id: MachineId;
  rules: SignalRules;
  memory: MachineMemory;
  facts: MachineFact[];
  isChanged: boolean;
  /** Rules and connections it was last derived with. */
  basis: string;
}

/** A tag that rules read: whose, and under which name. */
interface ReadTag {
  readonly code: string;
  readonly connection: ConnectionId;
  readonly machines: WatchedMachine[];
  chosenAt: number | null;
}

/** What is known when the configuration changes. */
export interface PresentReadings {
  readonly now: number;
  readonly newestOf: (tag: TagId) => Sample | undefined;
  readonly linkOf: (connection: ConnectionId) => LinkChange | undefined;
}

export type TaggedNotice = MachineNotice & { readonly machineId: MachineId };

/** Drives the signal rules of all machines and collects what they make of it until the next batch. */
export class DeriveStep {
  #machines = new Map<MachineId, WatchedMachine>();
  #tags = new Map<TagId, ReadTag>();
  /** The machines that use a connection, with the codes of their tags that come over it. */
  #connections = new Map<ConnectionId, Map<WatchedMachine, string[]>>();
  readonly #histories = new ToldHistories();
  #notices: TaggedNotice[] = [];

  /**
   * Takes the wanted machines. A new one starts from its stored memory, as after a stop of the engine. One whose rules or
   * connections changed does too, and is told the present links and readings again, because a running subscription does
   * not repeat them.
   */
  configure(
    machines: readonly IntakeMachine[],
    tags: readonly NumberedTag[],
    present: PresentReadings,
  ): void {
    const before = this.#machines;
    this.#machines = new Map();
    for (const wanted of machines) {
      const known = before.get(wanted.id);
      const machine: WatchedMachine = known ?? {
        ...wanted,
        basis: "",
        facts: [],
        isChanged: false,
      };
      machine.rules = wanted.rules;
      this.#machines.set(wanted.id, machine);
    }
    this.#index(tags);
    for (const machine of this.#machines.values()) {
      const basis = JSON.stringify([machine.rules, this.#connectionsOf(machine)]);
      if (machine.basis !== basis) this.#resume(machine, present);
      machine.basis = basis;
    }
  }

  #resume(machine: WatchedMachine, { now, newestOf, linkOf }: PresentReadings): void {
    this.#step(machine, { kind: "restart", now });
    for (const connection of this.#connectionsOf(machine)) {
      const change = linkOf(connection);
      if (change?.link === "lost")
        this.#step(machine, {
          kind: "link",
          change: { ...change, at: now },
          tagCodes: this.#connections.get(connection)?.get(machine) ?? [],
        });
    }
    for (const [tag, read] of this.#tags) {
      const isLive = linkOf(read.connection)?.link === "live";
      const sample = isLive && read.machines.includes(machine) ? newestOf(tag) : undefined;
      if (sample !== undefined)
        this.#step(machine, { kind: "sample", tagCode: read.code, sample, at: now });
    }
  }

  #connectionsOf(machine: WatchedMachine): ConnectionId[] {
    return [...this.#connections]
      .flatMap(([id, machines]) => (machines.has(machine) ? [id] : []))
      .toSorted();
  }

  #index(tags: readonly NumberedTag[]): void {
    const readers = new Map<string, WatchedMachine[]>();
    for (const machine of this.#machines.values()) {
      for (const code of tagsOf(machine.rules))
        readers.set(code, [...(readers.get(code) ?? []), machine]);
    }
    const before = this.#tags;
    this.#tags = new Map();
    this.#connections = new Map();
    for (const { tag, connection } of tags) {
      const machines = readers.get(tag.code);
      if (machines === undefined) continue;
      const chosenAt = before.get(tag.id)?.chosenAt ?? null;
      this.#tags.set(tag.id, { code: tag.code, connection, machines, chosenAt });
      const onConnection = this.#connections.get(connection) ?? new Map<WatchedMachine, string[]>();
      for (const machine of machines)
        onConnection.set(machine, [...(onConnection.get(machine) ?? []), tag.code]);
      this.#connections.set(connection, onConnection);
    }
  }

  /** A reading of any tag; those that no rule reads cost one look-up. `offsetMs`: server clock minus ours, null = unknown. */
  sample(sample: Sample, offsetMs: number | null): void {
    const read = this.#tags.get(sample.tag);
    if (read === undefined) return;
    if (sample.isBackRead) {
      const at = chooseHistoryTime(sample, offsetMs);
      if (at !== null) this.#histories.add(read.connection, { sample, at });
      return;
    }
    const { at } = chooseTime(sample, { offsetMs, previousAt: read.chosenAt });
    read.chosenAt = at;
    for (const machine of read.machines)
      this.#step(machine, { kind: "sample", tagCode: read.code, sample, at });
  }

  link(change: LinkChange): void {
    this.#histories.forget(change.connection);
    for (const [machine, tagCodes] of this.#connections.get(change.connection) ?? [])
      this.#step(machine, { kind: "link", change, tagCodes });
  }

  /** The history of a gap is told to its end: what it says of each machine becomes facts. */
  backRead({ connection, upTo, tags }: Pick<BackRead, "connection" | "upTo" | "tags">): void {
    const { readings, keptUpTo } = this.#histories.take(connection);
    const complete = new Set(tags);
    for (const [machine, tagCodes] of this.#connections.get(connection) ?? []) {
      const codes = new Map(
        [...this.#tags].flatMap(([tag, { code }]) =>
          complete.has(tag) && tagCodes.includes(code) ? [[tag, code] as const] : [],
        ),
      );
      const told = readings.flatMap(({ sample, at }) => {
        const tagCode = codes.get(sample.tag);
        return tagCode === undefined ? [] : [{ tagCode, sample, at }];
      });
      this.#step(machine, {
        kind: "history",
        readings: told,
        tagCodes: [...codes.values()],
        upTo: Math.min(upTo, keptUpTo ?? upTo),
      });
    }
  }

  tick(now: number): void {
    for (const machine of this.#machines.values()) this.#step(machine, { kind: "tick", now });
  }

  #step(machine: WatchedMachine, input: MachineInput): void {
    const { memory, facts, notices } = deriveMachine(machine.rules, machine.memory, input);
    if (memory !== machine.memory) {
      machine.memory = memory;
      machine.isChanged = true;
    }
    for (const fact of facts) machine.facts.push(fact);
    for (const notice of notices) this.#notices.push({ ...notice, machineId: machine.id });
  }

  /** Facts and changed memories since the last time. */
  take(): DerivedMachine[] {
    const derived: DerivedMachine[] = [];
    for (const machine of this.#machines.values()) {
      if (!machine.isChanged && machine.facts.length === 0) continue;
      derived.push({
        machineId: machine.id,
        facts: machine.facts,
        memory: machine.isChanged ? machine.memory : null,
      });
      machine.facts = [];
      machine.isChanged = false;
    }
    return derived;
  }

  takeNotices(): TaggedNotice[] {
    return this.#notices.splice(0);
  }
}
