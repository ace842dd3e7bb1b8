import { describe, expect, test } from "vitest";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import type { MachineFact } from "#shared/machines/machine-fact.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import { mwhPerCount } from "#shared/machines/signals/energy-counter.ts";
import { deriveMachine } from "#shared/machines/signals/derive-machine.ts";
import type { MachineInput } from "#shared/machines/signals/machine-input.ts";
import { emptyMemory } from "#shared/machines/signals/machine-memory.ts";
import { tagOf, type DemoMachine } from "./demo-machine.ts";
import { demoMachines, simulate } from "./demo-plant.ts";
import { recordingHead, recordPlant, type RecordingRecord } from "./recording.ts";

const seed = 3;
/** A working Thursday, from before the early shift to the night. */
const span = {
  start: Date.parse("2026-11-19T04:30:00Z"),
  end: Date.parse("2026-11-19T20:30:00Z"),
};
const { tags } = recordingHead(span);
const records = [...recordPlant(seed, span)];

/** The facts that the real signal rules make of a machine's part of the recording. */
function derived(machine: DemoMachine): MachineFact[] {
  const rules = signalRules.parse(machine.signals({ speed: 1 }));
  const own = new Set(machine.variables.map(({ tag }) => tagOf(machine, tag)));
  const facts: MachineFact[] = [];
  let memory = emptyMemory();
  const feed = (input: MachineInput) => {
    const step = deriveMachine(rules, memory, input);
    memory = step.memory;
    facts.push(...step.facts);
  };
  let ticked = span.start;
  for (const record of records) {
    for (; ticked + 1_000 <= record[0]; ticked += 1_000)
      feed({ kind: "tick", now: ticked + 1_000 });
    const input = inputOf(record, machine);
    if (input.kind === "link" || (input.kind === "sample" && own.has(input.tagCode))) feed(input);
  }
  feed({ kind: "tick", now: span.end });
  return facts;
}

function inputOf(record: RecordingRecord, machine: DemoMachine): MachineInput {
  const [at, what, value] = record;
  if (what === "link") {
    const connection = machine.connection as string as ConnectionId;
    const mine = value === machine.connection;
    if (!mine) return { kind: "tick", now: at };
    return record[3] === "live"
      ? { kind: "link", change: { connection, link: "live", at } }
      : { kind: "link", change: { connection, link: "lost", at, cause: "silent", detail: "" } };
  }
  const tagCode = tags[what as number]!;
  const sample = {
    tag: tagCode as string as TagId,
    value: value as number,
    status: 0,
    sourceTime: at,
    serverTime: at,
    receivedTime: at,
  };
  return { kind: "sample", tagCode, sample, at };
}

/** Milliseconds by state: what the facts say and what the machine truly did. */
function timesByState(changes: readonly { at: number; state: string }[]): Record<string, number> {
  const times: Record<string, number> = {};
  for (const [i, { at, state }] of changes.entries()) {
    const until = changes[i + 1]?.at ?? span.end;
    if (until > at) times[state] = (times[state] ?? 0) + until - at;
  }
  return times;
}

const piecesOf = (facts: readonly MachineFact[], what: "total" | "reject"): number =>
  facts.reduce(
    (sum, fact) => sum + (fact.kind === "count" && fact.suspect === null ? fact[what] : 0),
    0,
  );

function truth(machine: DemoMachine) {
  const simulated = simulate(machine, seed, span.start);
  const first = simulated.moment();
  const changes = [{ at: span.start, state: machine.state(first.phase) as string }];
  simulated.advanceTo(span.end, "every_cycle", (happening, { at, phase }) => {
    if (happening === "phase") changes.push({ at, state: machine.state(phase) });
  });
  const last = simulated.moment();
  return {
    times: timesByState(changes),
    total: (last.cycles - first.cycles) * machine.profile.piecesPerCycle,
    reject: last.rejects - first.rejects,
  };
}

describe("read by the real signal rules, a recording gives back the truth", () => {
  const steady = demoMachines.filter(({ connection }) => connection === "OPC-LINE-1");

  test.each(steady.map((machine) => [machine.code, machine] as const))(
    "of %s to the millisecond and the piece",
    (_, machine) => {
      const facts = derived(machine);
      const states = facts.filter((fact) => fact.kind === "state");
      expect({
        times: timesByState(states),
        total: piecesOf(facts, "total"),
        reject: piecesOf(facts, "reject"),
      }).toEqual(truth(machine));
      expect(facts.filter((fact) => fact.kind === "count" && fact.suspect !== null)).toEqual([]);
    },
  );

  test.each(demoMachines.filter(({ variables }) => variables.some(({ tag }) => tag === "energy")))(
    "of $code in energy, to the last step of its meter",
    (machine) => {
      const code = tagOf(machine, "energy");
      const read = records.flatMap(([, tag, value]) =>
        tag !== "link" && tags[tag] === code ? [Number(value)] : [],
      );
      const facts = derived(machine).flatMap((fact) =>
        fact.kind === "energy" ? [fact.energyMwh] : [],
      );
      const { energy } = signalRules.parse(machine.signals({ speed: 1 }));
      expect(read.length).toBeGreaterThan(100);
      expect(facts.reduce((sum, mwh) => sum + mwh, 0)).toBe(
        (read.at(-1)! - read[0]!) * mwhPerCount(energy!),
      );
      const meter = machine.variables.find(({ tag }) => tag === "energy")!;
      expect(read.at(-1)).toBe(meter.value(simulate(machine, seed, span.end).moment()));
    },
  );

  test("of FILL-1 in orders: one for each article, none while there is none", () => {
    const machine = demoMachines.find(({ code }) => code === "FILL-1")!;
    const simulated = simulate(machine, seed, span.start);
    const runs = [simulated.moment().phase];
    simulated.advanceTo(span.end, "last_cycle", (happening, { phase }) => {
      if (happening === "phase" && phase.order !== runs.at(-1)!.order) runs.push(phase);
    });
    const told = new Map(
      derived(machine).flatMap((fact) =>
        fact.kind === "run" ? [[fact.at, [fact.productCode, fact.orderNo]] as const] : [],
      ),
    );
    expect([...told.values()]).toEqual(
      runs.map(({ product, order }) => [product, order === null ? null : `F1-${1_000 + order}`]),
    );
  });

  test("of ASM-1 in pieces, though its link was lost, and unknown time just for the drops", () => {
    const machine = demoMachines.find(({ code }) => code === "ASM-1")!;
    const facts = derived(machine);
    expect({ total: piecesOf(facts, "total"), reject: piecesOf(facts, "reject") }).toEqual({
      total: truth(machine).total,
      reject: truth(machine).reject,
    });
    const links = records.flatMap((record) =>
      record[1] === "link" && record[2] === "OPC-LINE-2"
        ? [{ at: record[0], state: record[3] as string }]
        : [],
    );
    const times = timesByState(facts.filter((fact) => fact.kind === "state"));
    expect(times["unknown"]).toBe(timesByState(links)["lost"]);
  });
});
