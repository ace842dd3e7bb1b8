import type { AlertCondition, AlertConditionKind } from "#shared/alerts/alert-condition.ts";
import type { AlertChannels } from "#shared/alerts/alert-channels.ts";
import type { AlertRuleRow } from "#shared/alerts/alerts.contract.ts";
import type { MachineId } from "#shared/kernel/id.ts";

/** A rule as its form has it: every number of every kind, so that a change of kind loses none. */
export interface RuleValues {
  name: string;
  kind: AlertConditionKind;
  minutes: number;
  percent: number;
  afterMinutes: number;
  minimumCoverage: number;
  /** Empty = every machine. */
  machineIds: string[];
  plannedTimeOnly: boolean;
  isActive: boolean;
  channels: AlertChannels;
}

const usual = { minutes: 10, percent: 60, afterMinutes: 60, minimumCoverage: 80 };

export const newRule: RuleValues = {
  name: "",
  kind: "stop_longer",
  ...usual,
  machineIds: [],
  plannedTimeOnly: true,
  isActive: true,
  channels: { roles: [], mail: [], webhooks: [], tellsCleared: false },
};

export function ruleValues(rule: AlertRuleRow): RuleValues {
  const { name, condition, machineIds, plannedTimeOnly, isActive, channels } = rule;
  return {
    name,
    ...usual,
    ...condition,
    machineIds: [...(machineIds ?? [])],
    plannedTimeOnly,
    isActive,
    channels,
  };
}

/** The condition that the form's numbers make. */
export function conditionOf(values: RuleValues): AlertCondition {
  const { kind, minutes, percent, afterMinutes, minimumCoverage } = values;
  switch (kind) {
    case "stop_longer":
    case "link_lost":
    case "unclassified_above":
      return { kind, minutes };
    case "oee_below":
      return { kind, percent, afterMinutes, minimumCoverage };
    case "rate_below":
      return { kind, percent, minutes };
    case "counts_suspect":
      return { kind };
    default:
      return kind satisfies never;
  }
}

export const machinesOf = ({ machineIds }: RuleValues): MachineId[] | null =>
  machineIds.length === 0 ? null : (machineIds as MachineId[]);
