import { expect, test } from "vitest";
import { alertCondition, alertConditionKinds } from "#shared/alerts/alert-condition.ts";
import { conditionOf, newRule, ruleValues } from "./rule-values.ts";

test("every kind makes a condition that the engine takes, and the form shows it again", () => {
  for (const kind of alertConditionKinds) {
    const condition = conditionOf({ ...newRule, kind, minutes: 25 });
    expect(alertCondition.parse(condition)).toEqual(condition);
    const rule = {
      id: "r",
      name: "Rule",
      condition,
      machineIds: null,
      plannedTimeOnly: true,
      channels: newRule.channels,
      isActive: true,
      raisedNow: 0,
      version: 1,
    };
    expect(conditionOf(ruleValues(rule))).toEqual(condition);
  }
});
