import { describe, expect, test } from "vitest";
import { RuleBook, type ReasonRule } from "./ask-rules.ts";
import { machineOne, mondayAtEight, ruleOf, stopOf } from "./example-stop.ts";
import { planFilings, type FilingPlan, type HeldClass } from "./plan-filings.ts";
import { standingStops, type StandingStop } from "./standing-stop.ts";

const minute = 60_000;
const jam = ruleOf(1, [{ type: "cause", how: "contains", text: "jam" }]);
const within = { start: mondayAtEight, end: mondayAtEight + 24 * 60 * minute };

const plan = (
  stops: readonly StandingStop[],
  held: readonly HeldClass[],
  rules: readonly ReasonRule[] = [jam],
): FilingPlan => {
  const book = new RuleBook(rules, "Europe/Berlin");
  return planFilings(within, stops, held, new Map(rules.map((rule) => [rule.id, rule])), (stop) =>
    book.ask(stop, new Map()),
  );
};

const held = (more: Partial<HeldClass> = {}): HeldClass => ({
  id: "c1",
  start: stopOf().start,
  end: stopOf().end,
  reasonId: jam.reasonId,
  origin: "rule",
  ruleId: jam.id,
  ...more,
});

const nothing = { withdrawn: [], filed: [] };

describe("what rules file", () => {
  test("is the reason of the first rule that fits, over the whole stop, once", () => {
    const [stop] = [stopOf()];
    expect(plan([stop], [])).toEqual({
      withdrawn: [],
      filed: [{ start: stop.start, end: stop.end, rule: jam }],
    });
    expect(plan([stop], [held()])).toEqual(nothing);
  });

  test("has no end while the stop stands, and gets none when it ends where the stop does", () => {
    const open = stopOf({ isOpen: true });
    expect(plan([open], []).filed).toEqual([{ start: open.start, end: null, rule: jam }]);
    expect(plan([open], [held({ end: Infinity })])).toEqual(nothing);
    expect(plan([stopOf()], [held({ end: stopOf().end })])).toEqual(nothing);
  });

  test("leaves alone every stop of which a person said something", () => {
    const said = held({ origin: "person", ruleId: null, reasonId: null });
    const half = { ...said, end: stopOf().start + minute };
    expect(plan([stopOf()], [said])).toEqual(nothing);
    expect(plan([stopOf()], [half, held({ id: "c2", start: half.end })])).toEqual(nothing);
  });

  test("follows the facts: a stop that grew, moved or is gone", () => {
    const longer = stopOf({ end: stopOf().end + minute });
    expect(plan([longer], [held()])).toEqual({
      withdrawn: [held()],
      filed: [{ start: longer.start, end: longer.end, rule: jam }],
    });
    const moved = stopOf({ start: mondayAtEight + minute, end: stopOf().end });
    expect(plan([moved], [held()]).filed).toEqual([
      { start: moved.start, end: moved.end, rule: jam },
    ]);
    expect(plan([], [held()])).toEqual({ withdrawn: [held()], filed: [] });
  });

  test("is taken back when no rule fits any more, and given again by another that does", () => {
    const healed = stopOf({ causes: [] });
    expect(plan([healed], [held()])).toEqual({ withdrawn: [held()], filed: [] });
    const every = ruleOf(2, [], { everyStop: true });
    expect(plan([healed], [held()], [jam, every])).toEqual({
      withdrawn: [held()],
      filed: [{ start: healed.start, end: healed.end, rule: every }],
    });
  });

  test("stays as history when its rule was switched off or holds from later on", () => {
    const every = ruleOf(2, [], { everyStop: true });
    expect(plan([stopOf()], [held()], [every])).toEqual(nothing);
    expect(plan([stopOf()], [held()], [{ ...jam, validFrom: stopOf().end }, every])).toEqual(
      nothing,
    );
  });

  test("ends after one pass: rules look at what was measured, never at what rules wrote", () => {
    const every = ruleOf(1, [], { everyStop: true });
    const everyAgain = ruleOf(2, [], { everyStop: true });
    const stops = [0, 10, 20].map((from, i) =>
      stopOf({
        start: mondayAtEight + from * minute,
        end: mondayAtEight + (from + 5) * minute,
        isOpen: i === 2,
      }),
    );
    const rules = [every, everyAgain, jam];
    const { withdrawn, filed } = plan(stops, [], rules);
    expect([withdrawn, filed.map(({ rule }) => rule.id)]).toEqual([
      [],
      [every.id, every.id, every.id],
    ]);
    const written = filed.map(({ start, end, rule }, i) => ({
      id: `written-${i}`,
      start,
      end: end ?? Infinity,
      reasonId: rule.reasonId,
      origin: "rule" as const,
      ruleId: rule.id,
    }));
    expect(plan(stops, written, rules)).toEqual(nothing);
  });

  test("waits while a rule cannot tell yet", () => {
    const long = ruleOf(3, [{ type: "duration", atLeastMs: 30 * minute }]);
    expect(plan([stopOf({ isOpen: true })], [], [long, jam])).toEqual(nothing);
    expect(plan([stopOf()], [], [long, jam]).filed[0]!.rule).toBe(jam);
  });
});

describe("standstills", () => {
  const interval = (
    from: number,
    to: number | null,
    state: "running" | "stopped" | "down" | "idle",
    cause: string | null = null,
  ) => ({
    id: `${from}`,
    start: from * minute,
    end: to === null ? null : to * minute,
    state,
    cause,
    reasonId: null,
    provenance: "measured" as const,
  });

  test("join stopped and down, keep other states apart, and know what was to be made", () => {
    const runs = [
      { id: "r", start: 0, end: 20 * minute, productId: "P", orderNo: null },
      { id: "s", start: 20 * minute, end: null, productId: "Q", orderNo: null },
    ];
    const stops = standingStops(
      machineOne,
      [
        interval(0, 10, "running"),
        interval(10, 12, "stopped", "Held"),
        interval(12, 15, "down", "Jam"),
        interval(15, 20, "idle"),
        interval(20, 25, "running"),
        interval(25, null, "stopped"),
      ],
      runs,
      30 * minute,
    );
    expect(
      stops.map(({ start, end, states, causes, productId, isOpen }) => [
        start / minute,
        end / minute,
        states,
        causes,
        productId,
        isOpen,
      ]),
    ).toEqual([
      [10, 15, ["stopped", "down"], ["Held", "Jam"], "P", false],
      [15, 20, ["idle"], [], "P", false],
      [25, 30, ["stopped"], [], "Q", true],
    ]);
  });
});
