import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MachineInput } from "./machine-input.ts";
import {
  countsOf,
  live,
  lost,
  piecesOf,
  reading,
  rejectsOf,
  restart,
  rulesOf,
  statesOf,
  tell,
  tick,
} from "./machine-story.ts";

const seed = 20_261_122;
const fastCheck = { seed, numRuns: 200 };
const maxPerMinute = 600;

/** Steps of a machine that never makes more than its declared rate: time passed and pieces made in it. */
const production = fc.array(
  fc
    .record({
      elapsed: fc.integer({ min: 1_000, max: 120_000 }),
      load: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ elapsed, load }) => ({
      elapsed,
      pieces: Math.floor((load * elapsed * maxPerMinute) / 60_000),
    })),
  { minLength: 1, maxLength: 40 },
);

/** Readings of a counter that wraps at `modulus`, starting anywhere, and the pieces truly made. */
function wrappingCounter(
  steps: readonly { elapsed: number; pieces: number }[],
  modulus: number,
  start: number,
) {
  const readings = steps.reduce(
    (told, { elapsed, pieces }) => ({
      at: told.at + elapsed,
      made: told.made + pieces,
      inputs: [
        ...told.inputs,
        reading("count", (start + told.made + pieces) % modulus, told.at + elapsed),
      ],
    }),
    { at: 0, made: 0, inputs: [reading("count", start % modulus, 0)] as MachineInput[] },
  );
  return { inputs: readings.inputs, made: readings.made, end: readings.at };
}

const wrapping = (modulus: number) =>
  rulesOf({ counts: { total: { tag: "count", modulus, maxPerMinute } } });

describe(`counters (seed ${seed})`, () => {
  test("random wraps under the declared rate recover the true total", () => {
    fc.assert(
      fc.property(
        production,
        fc.constantFrom(2_000, 4_096, 65_536, 2 ** 32),
        fc.nat(),
        (steps, modulus, start) => {
          const { inputs, made } = wrappingCounter(steps, modulus, start);
          const told = tell(wrapping(modulus), inputs);
          expect(piecesOf(told)).toBe(made);
          expect(
            countsOf(told).every(
              ({ suspect, provenance }) => suspect === null && provenance === "measured",
            ),
          ).toBe(true);
        },
      ),
      fastCheck,
    );
  });

  test("restarts and link losses in the middle give the same total, in spans that follow one another", () => {
    fc.assert(
      fc.property(
        production,
        fc.array(fc.nat(), { maxLength: 3 }),
        fc.nat(),
        (steps, cuts, start) => {
          const { inputs, made } = wrappingCounter(steps, 65_536, start);
          const cutAt = new Set(cuts.map((cut) => cut % inputs.length));
          const interrupted = inputs.flatMap((input, index) => {
            if (!cutAt.has(index) || input.kind !== "sample") return [input];
            return index % 2 === 0
              ? [input, restart(input.at + 500)]
              : [input, lost(input.at + 100), tick(input.at + 300), live(input.at + 500)];
          });
          const told = tell(wrapping(65_536), interrupted);
          expect(piecesOf(told)).toBe(made);
          countsOf(told).forEach(({ from, to }, index, all) => {
            expect(from).toBeLessThan(to);
            expect(from).toBeGreaterThanOrEqual(all[index - 1]?.to ?? 0);
          });
        },
      ),
      fastCheck,
    );
  });

  test("a reject counter that is reset every so often recovers the true total", () => {
    const rules = rulesOf({
      counts: { total: { tag: "count" }, reject: { tag: "reject", reset: "accept" } },
    });
    const days = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 10 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(days, (hours) => {
        const inputs = hours.flatMap((steps, hour) => {
          const counts = steps.map((_, index) =>
            steps.slice(0, index + 1).reduce((sum, step) => sum + step, 0),
          );
          return [0, ...counts].map((value, index) =>
            reading("reject", value, hour * 3_600_000 + index * 30_000),
          );
        });
        const end = tick(hours.length * 3_600_000 + 60_000);
        expect(rejectsOf(tell(rules, [...inputs, end]))).toBe(
          hours.flat().reduce((sum, step) => sum + step, 0),
        );
      }),
      fastCheck,
    );
  });
});

describe(`states (seed ${seed})`, () => {
  const rules = rulesOf({
    state: { type: "running_bit", running: "run", fault: "fault", debounceMs: 1_000 },
    counts: { total: { tag: "count" } },
    alarm: { tag: "alarm", reasons: { 3: "R3" } },
  });
  const event = fc.record({
    elapsed: fc.integer({ min: 1, max: 5_000 }),
    what: fc.constantFrom(
      "run",
      "fault",
      "alarm",
      "count",
      "lost",
      "live",
      "tick",
      "restart",
      "bad",
    ),
    value: fc.integer({ min: 0, max: 3 }),
  });
  const story = fc.array(event, { maxLength: 60 }).map(
    (events) =>
      events.reduce<{ at: number; inputs: MachineInput[] }>(
        (told, { elapsed, what, value }) => {
          const at = told.at + elapsed;
          const input = (): MachineInput => {
            switch (what) {
              case "lost":
                return lost(at);
              case "live":
                return live(at);
              case "tick":
                return tick(at);
              case "restart":
                return restart(at);
              case "bad":
                return reading("run", null, at, 0x80310000);
              case "run":
                return reading("run", value > 1, at);
              default:
                return reading(what, value, at);
            }
          };
          return { at, inputs: [...told.inputs, input()] };
        },
        { at: 0, inputs: [reading("fault", 0, 0), reading("run", true, 0)] },
      ).inputs,
  );

  test("facts never run backwards and each says something new", () => {
    fc.assert(
      fc.property(story, (inputs) => {
        const states = statesOf(tell(rules, inputs));
        states.forEach(([at, ...meaning], index) => {
          const before = states[index - 1];
          if (before === undefined) return;
          expect(Number(at)).toBeGreaterThanOrEqual(Number(before[0]));
          expect(meaning).not.toEqual(before.slice(1));
        });
      }),
      fastCheck,
    );
  });

  test("while a link is lost nothing but unknown is claimed", () => {
    fc.assert(
      fc.property(story, (inputs) => {
        const upToLoss = tell(rules, [...inputs, lost(400_000)]);
        const after = tell(
          rules,
          [reading("run", true, 401_000), reading("fault", 0, 401_000), tick(500_000)],
          upToLoss.memory,
        );
        expect(upToLoss.memory.state?.state).toBe("unknown");
        expect(statesOf(after)).toEqual([]);
      }),
      fastCheck,
    );
  });

  test("the same inputs from the same memory give the same facts", () => {
    fc.assert(
      fc.property(story, fc.nat(), (inputs, cut) => {
        const whole = tell(rules, inputs);
        const first = tell(rules, inputs.slice(0, cut % inputs.length));
        const second = tell(rules, inputs.slice(cut % inputs.length), first.memory);
        expect([...first.facts, ...second.facts]).toEqual(whole.facts);
      }),
      fastCheck,
    );
  });
});
