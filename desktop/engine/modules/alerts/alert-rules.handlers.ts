import type { AlertRuleId } from "#shared/kernel/id.ts";
import { paged, searched } from "../../database/list-query.ts";
import { reading, writing } from "../../serve/house.ts";
import type { AlertParts } from "./alert-parts.ts";
import {
  alertRuleRowOf,
  clearAlertsOf,
  oneRule,
  refuseUnknownParts,
  rulesWithAlerts,
} from "./alert-rule.store.ts";

const flag = (value: boolean) => (value ? (1 as const) : (0 as const));

/** The rules alerts are raised by. */
export const alertRulesHandlers = ({ readers, changed }: AlertParts) => ({
  rules: reading.alerts.rules.handler(async ({ input, context }) => {
    const query = rulesWithAlerts(context.reader)
      .where((where) => searched(where, input.search, ["name"]))
      .$if(!input.includeInactive, (build) => build.where("is_active", "=", 1));
    const column = { name: "name", createdAt: "created_at" }[input.sortBy];
    const { rows, total } = await paged(query, column, input);
    return { rows: rows.map(alertRuleRowOf), total };
  }),

  createRule: writing.alerts.createRule.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseUnknownParts(writer, input.machineIds, input.channels);
      const id = context.identity.newId<"alert-rule">();
      await writer.insert("alert_rule", {
        id,
        name: input.name,
        condition: JSON.stringify(input.condition),
        machine_ids: input.machineIds === null ? null : JSON.stringify(input.machineIds),
        planned_time_only: flag(input.plannedTimeOnly),
        channels: JSON.stringify(input.channels),
        is_active: 1,
        created_at: context.identity.now(),
      });
      return oneRule(writer, id);
    }),
  ),

  updateRule: writing.alerts.updateRule.handler(({ input, context }) =>
    context.write(async (writer) => {
      const { id, basedOn, name, condition, machineIds, plannedTimeOnly, channels, isActive } =
        input;
      await refuseUnknownParts(writer, machineIds, channels);
      await writer.update("alert_rule", id, basedOn, {
        ...(name !== undefined && { name }),
        ...(condition !== undefined && { condition: JSON.stringify(condition) }),
        ...(machineIds !== undefined && {
          machine_ids: machineIds === null ? null : JSON.stringify(machineIds),
        }),
        ...(plannedTimeOnly !== undefined && { planned_time_only: flag(plannedTimeOnly) }),
        ...(channels !== undefined && { channels: JSON.stringify(channels) }),
        ...(isActive !== undefined && { is_active: flag(isActive) }),
      });
      const looksElsewhere = [condition, machineIds, plannedTimeOnly, isActive].some(
        (value) => value !== undefined,
      );
      if (looksElsewhere) await clearAlertsOf(writer, context.identity, id as AlertRuleId);
      writer.afterCommit(changed);
      return oneRule(writer, id as AlertRuleId);
    }),
  ),

  removeRule: writing.alerts.removeRule.handler(({ input, context }) =>
    context.write(async (writer) => {
      await writer.remove("alert_rule", input.id, input.basedOn);
      await clearAlertsOf(writer, context.identity, input.id as AlertRuleId);
      writer.afterCommit(changed);
      return { id: input.id };
    }),
  ),

  testRule: reading.alerts.testRule.handler(({ input }) => readers.run("alerts.testRule", input)),
});
