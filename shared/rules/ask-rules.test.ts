import { describe, expect, test } from "vitest";
import { RuleBook, type ReasonRule } from "./ask-rules.ts";
import { idNumber, machineTwo, mondayAtEight, ruleOf, stopOf } from "./example-stop.ts";
import { ruleCondition, type RuleClause } from "./rule-condition.ts";
import type { StandingStop } from "./standing-stop.ts";
import type { TagReading, TagReadings } from "./tag-reading.ts";

const zone = "Europe/Berlin";
const minute = 60_000;
const nothingRead: TagReadings = new Map();

/** Name of the rule that has the stop, `later`, or null. */
function asked(rules: readonly ReasonRule[], stop: StandingStop, readings = nothingRead) {
  const answer = new RuleBook(rules, zone).ask(stop, readings);
  return answer === null || answer === "later" ? answer : answer.rule.name;
}

const fits = (
  clause: Parameters<typeof ruleOf>[1][number],
  stop: StandingStop,
  readings = nothingRead,
) => asked([ruleOf(1, [clause])], stop, readings) === "Rule 1";

describe("a condition", () => {
  test("on the state looks at every state of the stop; without one only unexplained stops are meant", () => {
    const down: RuleClause = { type: "state", states: ["down"] };
    expect(fits(down, stopOf({ states: ["stopped", "down"] }))).toBe(true);
    expect(fits(down, stopOf())).toBe(false);
    const jam: RuleClause = { type: "cause", how: "contains", text: "jam" };
    expect(fits(jam, stopOf({ states: ["setup"] }))).toBe(false);
    expect(
      asked(
        [ruleOf(1, [jam, { type: "state", states: ["setup"] }])],
        stopOf({ states: ["setup"] }),
      ),
    ).toBe("Rule 1");
  });

  test("on the cause equals, contains or matches any word of the stop, whatever its capitals", () => {
    const stop = stopOf({ causes: ["Held", "E-104 Label Jam"] });
    expect(fits({ type: "cause", how: "equals", text: "held" }, stop)).toBe(true);
    expect(fits({ type: "cause", how: "equals", text: "label jam" }, stop)).toBe(false);
    expect(fits({ type: "cause", how: "contains", text: "label jam" }, stop)).toBe(true);
    expect(fits({ type: "cause", how: "matches", text: "^e-10[0-4] " }, stop)).toBe(true);
    expect(fits({ type: "cause", how: "matches", text: "^label" }, stop)).toBe(false);
    expect(fits({ type: "cause", how: "contains", text: "jam" }, stopOf({ causes: [] }))).toBe(
      false,
    );
  });

  test("with a pattern that would never end for a backtracking matcher is answered at once", () => {
    const stop = stopOf({ causes: [`${"a".repeat(50_000)}!`] });
    expect(fits({ type: "cause", how: "matches", text: "^(a+)+$" }, stop)).toBe(false);
  });

  test("on a tag compares what held at the beginning, or whatever came before the end", () => {
    const readings = (reading: TagReading): TagReadings => new Map([["oil.level", reading]]);
    const low = readings({ atStart: 12, within: [9, 4] });
    const at = (
      is: "below" | "atMost" | "equals" | "differs" | "atLeast" | "above",
      value: number,
      when?: "within",
    ) => fits({ type: "tag", tag: "oil.level", is, value, when }, stopOf(), low);
    expect([at("below", 12), at("atMost", 12), at("equals", 12)]).toEqual([false, true, true]);
    expect([at("differs", 12), at("atLeast", 12), at("above", 12)]).toEqual([false, true, false]);
    expect([at("below", 5), at("below", 5, "within")]).toEqual([false, true]);
  });

  test("on a tag takes bits as booleans and numbers alike, and texts without capitals; what nobody knows fits nothing", () => {
    const equals = (value: number | boolean | string, atStart: TagReading["atStart"]) =>
      fits(
        { type: "tag", tag: "door", is: "equals", value },
        stopOf(),
        new Map([["door", { atStart, within: [] }]]),
      );
    expect([equals(true, 1), equals(true, true), equals(1, true), equals(false, 0)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([equals("open", "OPEN "), equals("1", true), equals(7, 7n)]).toEqual([
      true,
      false,
      true,
    ]);
    const differs: RuleClause = {
      type: "tag",
      tag: "door",
      is: "differs",
      value: 1,
      when: "start",
    };
    expect(fits(differs, stopOf(), new Map([["door", { atStart: null, within: [] }]]))).toBe(false);
    expect(fits(differs, stopOf())).toBe(false);
  });

  test("on the clock looks at the beginning, also of a window over midnight", () => {
    const early: RuleClause = { type: "clock", from: "08:00", to: "08:30" };
    expect(fits(early, stopOf())).toBe(true);
    expect(fits(early, stopOf({ start: mondayAtEight + 30 * minute }))).toBe(false);
    const tuesdayAtTwo = mondayAtEight + 18 * 60 * minute;
    const night = { type: "clock" as const, from: "22:00", to: "06:00" };
    expect(fits(night, stopOf({ start: tuesdayAtTwo }))).toBe(true);
    expect(fits({ ...night, weekdays: [1] }, stopOf({ start: tuesdayAtTwo }))).toBe(true);
    expect(fits({ ...night, weekdays: [2] }, stopOf({ start: tuesdayAtTwo }))).toBe(false);
  });

  test("on the product asks what was to be made when the stop began", () => {
    const clause = { type: "product" as const, productIds: [idNumber(7)] };
    expect(fits(clause, stopOf({ productId: idNumber(7) }))).toBe(true);
    expect(fits(clause, stopOf())).toBe(false);
  });

  test("on machines, null = all", () => {
    const jam: RuleClause = { type: "cause", how: "contains", text: "jam" };
    expect(asked([ruleOf(1, [jam], { machineIds: [machineTwo] })], stopOf())).toBeNull();
    expect(
      asked([ruleOf(1, [jam], { machineIds: [machineTwo] })], stopOf({ machineId: machineTwo })),
    ).toBe("Rule 1");
  });

  test("holds only where all of it holds, and from when it is valid", () => {
    const both = [
      { type: "cause" as const, how: "contains" as const, text: "jam" },
      { type: "duration" as const, atLeastMs: 15 * minute },
    ];
    expect(asked([ruleOf(1, both)], stopOf())).toBeNull();
    expect(asked([ruleOf(1, both)], stopOf({ end: mondayAtEight + 15 * minute }))).toBe("Rule 1");
    const jam = both.slice(0, 1);
    expect(asked([ruleOf(1, jam, { validFrom: mondayAtEight + 1 })], stopOf())).toBeNull();
    expect(asked([ruleOf(1, jam, { validFrom: mondayAtEight })], stopOf())).toBe("Rule 1");
  });
});

describe("a duration", () => {
  const longer = ruleOf(1, [{ type: "duration", atLeastMs: 15 * minute }]);
  const open = (minutes: number) => stopOf({ isOpen: true, end: mondayAtEight + minutes * minute });

  test("fires once its minimum has passed, not before, while the stop stands", () => {
    expect(asked([longer], open(14))).toBe("later");
    expect(asked([longer], open(15))).toBe("Rule 1");
    expect(asked([longer], stopOf({ end: mondayAtEight + 14 * minute }))).toBeNull();
  });

  test("of at most so long is sure only when the stop has ended", () => {
    const shorter = ruleOf(2, [{ type: "duration", atMostMs: 15 * minute }]);
    expect(asked([shorter], open(10))).toBe("later");
    expect(asked([shorter], open(16))).toBeNull();
    expect(asked([shorter], stopOf({ end: mondayAtEight + 15 * minute }))).toBe("Rule 2");
  });

  test("that cannot be told yet holds back the rules after it, not those before", () => {
    const every = ruleOf(2, [], { everyStop: true });
    expect(asked([longer, every], open(3))).toBe("later");
    expect(asked([every, longer], open(3))).toBe("Rule 2");
    expect(asked([longer, every], stopOf({ end: mondayAtEight + 3 * minute }))).toBe("Rule 2");
  });
});

describe("rules", () => {
  const jam = { type: "cause" as const, how: "contains" as const, text: "jam" };

  test("are asked in order, and the first that fits has the stop", () => {
    expect(asked([ruleOf(2, [jam]), ruleOf(1, [jam])], stopOf())).toBe("Rule 2");
  });

  test("look up only the tags that can decide", () => {
    const oil = { type: "tag" as const, tag: "oil", is: "below" as const, value: 5 };
    const air = { type: "tag" as const, tag: "air", is: "below" as const, value: 5 };
    const book = new RuleBook(
      [
        ruleOf(1, [oil, { type: "cause", how: "equals", text: "Low oil" }]),
        ruleOf(2, [air, jam]),
        ruleOf(3, [jam]),
        ruleOf(4, [oil]),
      ],
      zone,
    );
    expect(book.tagsFor(stopOf())).toEqual(["air"]);
    expect(book.tagsFor(stopOf({ causes: [] }))).toEqual(["oil"]);
  });

  test("that fit everything are refused unless they say so", () => {
    const issues = (input: unknown) =>
      ruleCondition.safeParse(input).error?.issues.map(({ message }) => message);
    expect(issues({ machineIds: null, all: [] })).toEqual([
      "must have a condition, or say that it takes every stop",
    ]);
    expect(issues({ machineIds: null, all: [], everyStop: true })).toBeUndefined();
    expect(
      issues({ machineIds: null, all: [{ type: "cause", how: "matches", text: "(" }] }),
    ).toEqual(["must be a pattern (RE2)"]);
    expect(issues({ machineIds: null, all: [{ type: "duration" }] })).toEqual([
      "must have a shortest or a longest duration",
    ]);
    expect(
      issues({ machineIds: null, all: [{ type: "tag", tag: "door", is: "above", value: "open" }] }),
    ).toEqual(["must be a number to be compared by size"]);
    // A reason is nothing a rule can look at: what rules write sets off no rule.
    expect(
      issues({ machineIds: null, all: [{ type: "reason", reasonId: idNumber(1) }] }),
    ).toHaveLength(1);
  });
});
