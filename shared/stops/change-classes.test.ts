import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { overlaps, type Span } from "../kernel/span.ts";
import { changeClasses, takeBack, type ClassChange, type HeldClass } from "./change-classes.ts";

const by = (reasonId: string | null) => ({
  reasonId,
  origin: "person" as const,
  ruleId: null,
  note: "",
  actorId: null,
  actorName: "Anna",
});
const held = (id: string, start: number, end: number, reasonId: string, isOpen = false) => ({
  id,
  start,
  end,
  isOpen,
  said: by(reasonId),
});
const wish = (start: number, end: number, reasonId: string | null, isOpen = false) => ({
  start,
  end,
  isOpen,
  said: by(reasonId),
});
const brief = ({ supersede, add }: ClassChange) => ({
  supersede,
  add: add.map(({ start, end, isOpen, said }) => [start, isOpen ? "open" : end, said.reasonId]),
});

describe("saying something of a stop", () => {
  it("adds a class where nothing held", () => {
    expect(brief(changeClasses([], [wish(0, 10, "jam")]))).toEqual({
      supersede: [],
      add: [[0, 10, "jam"]],
    });
  });

  it("leaves what was said outside it, and rows it does not touch", () => {
    const rows = [held("a", 0, 100, "jam"), held("b", 100, 120, "break")];
    expect(brief(changeClasses(rows, [wish(40, 60, "belt")]))).toEqual({
      supersede: ["a"],
      add: [
        [0, 40, "jam"],
        [40, 60, "belt"],
        [60, 100, "jam"],
      ],
    });
  });

  it("keeps an open class open behind it", () => {
    const rows = [held("a", 0, Infinity, "jam", true)];
    expect(brief(changeClasses(rows, [wish(0, 10, null)])).add).toEqual([
      [0, 10, null],
      [10, "open", "jam"],
    ]);
    expect(brief(changeClasses(rows, [wish(10, Infinity, "belt", true)])).add).toEqual([
      [0, 10, "jam"],
      [10, "open", "belt"],
    ]);
  });

  it("replaces several rows by one when stops are merged", () => {
    const rows = [held("a", 0, 10, "jam"), held("b", 12, 20, "belt")];
    expect(brief(changeClasses(rows, [wish(0, 20, "jam")]))).toEqual({
      supersede: ["a", "b"],
      add: [[0, 20, "jam"]],
    });
  });
});

describe("taking an edit back", () => {
  it("refuses when something was said of its time since", () => {
    const before = held("a", 0, 100, "jam");
    const now = [held("c", 0, 40, "jam"), held("e", 40, 100, "belt")];
    expect(takeBack(now, ["c", "d"], [before])).toBeNull();
    expect(takeBack([held("e", 50, 60, "belt")], [], [before])).toBeNull();
  });

  it("takes a first class away and leaves nothing", () => {
    expect(takeBack([held("a", 0, 9, "jam")], ["a"], [])).toEqual({ supersede: ["a"], add: [] });
  });
});

const seed = 20_261_122;

/** A plan of what a person does, in tens, so that edges meet. */
const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("say" as const),
      start: fc.integer({ min: 0, max: 19 }),
      length: fc.integer({ min: 1, max: 10 }),
      cut: fc.integer({ min: 0, max: 10 }),
      reasons: fc.tuple(
        fc.constantFrom("jam", "belt", null),
        fc.constantFrom("jam", "break", null),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("undo" as const) }) },
);

/** What holds at each instant; undefined = nothing was said. */
const told = (rows: readonly HeldClass[]) =>
  Array.from({ length: 40 }, (_, at) => rows.find((row) => row.start <= at && at < row.end)?.said);

test(`classes never overlap, time outside a wish keeps its class, undo restores (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 20 }), (actions) => {
      let rows: readonly HeldClass[] = [];
      let next = 0;
      const edits: { written: string[]; ended: HeldClass[]; before: unknown }[] = [];
      const carryOut = (change: ClassChange) => {
        const before = told(rows);
        const gone = new Set(change.supersede);
        const ended = rows.filter(({ id }) => gone.has(id));
        const added = change.add.map((row) => ({ ...row, id: String(next++) }));
        rows = [...rows.filter(({ id }) => !gone.has(id)), ...added];
        edits.push({ written: added.map(({ id }) => id), ended, before });
      };
      for (const one of actions) {
        const before = told(rows);
        if (one.kind === "say") {
          const whole: Span = { start: one.start, end: one.start + one.length };
          const cut = Math.min(whole.end, whole.start + one.cut);
          const wishes = [
            wish(whole.start, cut, one.reasons[0]),
            wish(cut, whole.end, one.reasons[1]),
          ].filter(({ start, end }) => start < end);
          carryOut(changeClasses(rows, wishes));
          const after = told(rows);
          for (let at = 0; at < 40; at++) {
            const wanted = wishes.find(({ start, end }) => start <= at && at < end);
            expect(after[at]).toEqual(wanted === undefined ? before[at] : wanted.said);
          }
        } else {
          const last = edits.at(-1);
          if (last === undefined) continue;
          const change = takeBack(rows, last.written, last.ended);
          expect(change).not.toBeNull();
          carryOut(change!);
          expect(told(rows)).toEqual(last.before);
        }
        for (const [i, row] of rows.entries())
          expect(rows.slice(i + 1).some((other) => overlaps(row, other))).toBe(false);
      }
    }),
    { seed, numRuns: 500, verbose: true },
  );
});
