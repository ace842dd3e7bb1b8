import { describe, expect, it } from "vitest";
import type { Candidate, Recording } from "#shared/teach/recording.ts";
import { rankCounters } from "#shared/teach/rank-counters.ts";
import type { SimulatedMachine } from "./machine-model.ts";
import { identifierOf, type DemoMachine } from "./demo-machine.ts";
import { demoMachines, simulate, usualSeed } from "./demo-plant.ts";
import { between, seededRandom, type Random } from "./random.ts";

/** Parts that a person taps, and how far each tap may be off. */
const tapCount = 5;
const jitterMs = 400;
const lessons = 25;
const seed = 20_261_122;

const monday = Date.parse("2026-11-16T06:00:00Z");
const hourMs = 3_600_000;
const stepMs = 2_000;

/** The signal that moves with every good part, by machine. */
const partCounters: Readonly<Record<string, string>> = {
  "FILL-1": "Admin.ProdProcessedCount[0]",
  "FILL-2": "Admin.ProdProcessedCount[0]",
  "MILL-1": "Production.Statistics.PartsProducedInLifetime",
  "MILL-2": "Production.Statistics.PartsProducedInLifetime",
  "PRESS-1": "Counter",
  "MOULD-1": "Jobs.ActiveJobValues.MachineCycleCounter",
  "PACK-1": "Counters.Packed",
  "ASM-1": "MachineryBuildingBlocks.OperationCounters.GoodParts",
};

const rightAddress = (machine: DemoMachine): string =>
  identifierOf(machine, { path: partCounters[machine.code]! });

/** One machine on its way through the weeks, watched now and then. */
class WatchedMachine {
  readonly #machine: DemoMachine;
  readonly #simulated: SimulatedMachine;

  constructor(machine: DemoMachine) {
    this.#machine = machine;
    this.#simulated = simulate(machine, usualSeed, monday);
  }

  /** Everything the machine shows from an instant on, as a driver would deliver it; stops when `isEnough` says so. */
  watch(from: number, until: number, isEnough = (_seen: readonly Candidate[]) => false) {
    this.#simulated.skipTo(from);
    const { variables } = this.#machine;
    const seen = variables.map((variable) => ({
      address: identifierOf(this.#machine, variable),
      name: variable.name,
      dataType: variable.type,
      readings: [{ at: from, value: variable.value(this.#simulated.moment()), status: 0 }],
    }));
    for (let to = from; to < until && !isEnough(seen);) {
      to = Math.min(until, to + stepMs);
      this.#simulated.advanceTo(to, "every_cycle", (_happening, moment) =>
        variables.forEach((variable, i) => {
          const value = variable.value(moment);
          const { readings } = seen[i]!;
          if (readings.at(-1)!.value !== value) readings.push({ at: moment.at, value, status: 0 });
        }),
      );
    }
    return seen;
  }
}

const readingsOf = (machine: DemoMachine, seen: readonly Candidate[]) =>
  seen.find(({ address }) => address === rightAddress(machine))!.readings;

/** A person taps at the next parts; null when the machine makes none for too long. */
function teach(
  machine: DemoMachine,
  from: number,
  {
    watched,
    others,
    random,
  }: { watched: WatchedMachine; others: readonly WatchedMachine[]; random: Random },
): Recording | null {
  const candidates = watched.watch(
    from,
    from + 1_200_000,
    (seen) => readingsOf(machine, seen).length > tapCount + 1,
  );
  const made = readingsOf(machine, candidates)
    .slice(1, tapCount + 1)
    .map(({ at }) => at);
  if (made.length < tapCount) return null;
  const end = made.at(-1)! + 5_000;
  const marks = made
    .map((at) => Math.round(at + between(random, [-jitterMs, jitterMs])))
    .toSorted((a, b) => a - b)
    .map((at, i) => ({ id: `${i}`, kind: "part" as const, at }));
  return {
    start: from,
    end,
    marks,
    candidates: [...candidates, ...others.flatMap((one) => one.watch(from, end))],
  };
}

/**
 * How often the right counter comes first, by machine. All machines go through the same weeks together; every other hour
 * one of them is taught, with or without the others in sight.
 */
function hits(name: string, seesOthers: boolean): number[] {
  const random = seededRandom(seed, name);
  const watched = new Map(demoMachines.map((machine) => [machine, new WatchedMachine(machine)]));
  const results = new Map<DemoMachine, boolean[]>(demoMachines.map((machine) => [machine, []]));
  for (let hour = 0; ; hour += 2) {
    const waiting = demoMachines.filter((machine) => results.get(machine)!.length < lessons);
    const machine = waiting[(hour / 2) % waiting.length];
    if (machine === undefined) break;
    const others = demoMachines.filter((one) => one !== machine && seesOthers);
    const recording = teach(machine, monday + hour * hourMs + Math.floor(random() * hourMs), {
      watched: watched.get(machine)!,
      others: others.map((one) => watched.get(one)!),
      random,
    });
    if (recording === null) continue;
    results.get(machine)!.push(rankCounters(recording)[0]?.address === rightAddress(machine));
  }
  return [...results.values()].map((found) => found.filter(Boolean).length);
}

const share = (found: readonly number[]): number =>
  found.reduce((sum, count) => sum + count, 0) / (lessons * demoMachines.length);

describe(`teach mode on the demo plant, ${tapCount} taps each within ±${jitterMs} ms (seed ${seed})`, () => {
  it("ranks the right counter first among the signals of the machine", () => {
    const found = hits("machine", false);
    expect(found.filter((count) => count === lessons).length).toBeGreaterThanOrEqual(7);
    expect(share(found)).toBeGreaterThanOrEqual(0.95);
  }, 60_000);

  // Two fillers that make about a bottle a second can hardly be told apart by taps this far off.
  it("finds it even among the signals of all eight machines, fillers of one speed now and then mistaken", () => {
    const found = hits("plant", true);
    expect(found.filter((count) => count === lessons).length).toBeGreaterThanOrEqual(6);
    expect(share(found)).toBeGreaterThanOrEqual(0.95);
  }, 60_000);
});
