import { expect, test } from "vitest";
import { ruleOf } from "./example-stop.ts";
import type { ProposedRule } from "./preview-change.ts";
import { tryRules, type StoredRule } from "./proposed-rules.ts";

const stored = (n: number, isActive = true): StoredRule => ({
  ...ruleOf(n, [{ type: "cause", how: "contains", text: `word ${n}` }], { validFrom: 1_000 }),
  isActive,
});
const proposed = (rule: StoredRule, more: Partial<ProposedRule> = {}): ProposedRule =>
  ({
    id: rule.id,
    name: rule.name,
    condition: rule.condition,
    reasonId: rule.reasonId,
    isActive: rule.isActive,
    ...more,
  }) as ProposedRule;

test("a rule that stays holds from when it held; a changed or new one as if it always had", () => {
  const [one, two] = [stored(1), stored(2)];
  const changed = proposed(two, { reasonId: one.reasonId as never });
  const { asked, filing } = tryRules(
    [changed, proposed(one), proposed(stored(3), { id: null })],
    [one, two],
  );
  expect(asked.map(({ id, validFrom }) => [id, validFrom])).toEqual([
    [two.id, -Infinity],
    [one.id, 1_000],
    ["new-2", -Infinity],
  ]);
  expect([...filing.keys()]).toEqual(asked.map(({ id }) => id));
});

test("what a rule filed that would be switched off or left out is taken back; one that is off already is history", () => {
  const [one, two, off] = [stored(1), stored(2), stored(3, false)];
  const { asked, filing } = tryRules(
    [proposed(one, { isActive: false }), proposed(off)],
    [one, two, off],
  );
  expect(asked).toEqual([]);
  expect([...filing.keys()].sort()).toEqual([one.id, two.id].sort());
});
