import type { MachineFact } from "#shared/machines/machine-fact.ts";
import type { MachineState } from "#shared/machines/machine-state.ts";
import { piecesIn, productFrom, stateAt } from "./batches.ts";

/** A small seeded generator (mulberry32), so that a failing day can be made again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const states: readonly MachineState[] = [
  "running",
  "running",
  "stopped",
  "down",
  "idle",
  "unknown",
];

/** Facts of one machine over a stretch of time, in order: states of some minutes, pieces while it runs, products. */
export function randomFacts(random: () => number, from: number, to: number): MachineFact[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const facts: MachineFact[] = [productFrom(from, "P-1")];
  for (let at = from; at < to;) {
    const end = Math.min(to, at + 1_000 + Math.floor(random() * 900_000));
    const state = pick(states);
    const reasonCode = state === "down" ? pick(["JAM", "CLEAN", null]) : null;
    facts.push(stateAt(at, state, { cause: pick(["Held", "Jam", null]), reasonCode }));
    if (state === "running") {
      for (let read = at; read < end; read += 20_000)
        facts.push(piecesIn(read, Math.min(read + 20_000, end), 5 + Math.floor(random() * 6)));
    }
    if (random() < 0.1) facts.push(productFrom(end, pick(["P-1", "P-2", null])));
    at = end;
  }
  return facts;
}
