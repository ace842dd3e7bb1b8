import { useTranslation } from "react-i18next";
import type { ComparedField } from "#shared/ui/form/stale-fields.ts";
import { ruleFields, type StateRuleType } from "./rule-fields.ts";
import type { CounterValues, RuleValues } from "./rule-values.ts";
import type { StateLists } from "./state-lists.ts";

/** The lists of a state rule, a line for each entry. */
function listLines(type: StateRuleType, lists: StateLists): string[] {
  switch (type) {
    case "state_word":
      return lists.meanings.map((row) =>
        [row.kind === "mask" ? `${row.mask} = ${row.value}` : row.code || row.bit, row.state].join(
          " → ",
        ),
      );
    case "stack_light":
      return lists.lamps
        .filter(({ tag }) => tag !== "")
        .map((lamp) => `${lamp.colour}: ${lamp.tag} → ${lamp.on} / ${lamp.blinking}`);
    case "packml":
      return lists.ownModes.map(({ mode, state }) => `${mode} → ${state}`);
    default:
      return [];
  }
}

/** Signal rules in words, part by part, for comparing two versions. */
export function useRuleSummary(): readonly ComparedField<RuleValues>[] {
  const { t } = useTranslation(["setup", "form"]);
  const counter = (values: CounterValues): string =>
    [
      values.tag,
      `× ${values.piecesPerCount}`,
      ...(values.modulus === "" ? [] : [`${t("setup:counter.modulus.label")} ${values.modulus}`]),
      t(`setup:counter.reset.${values.reset}.label`),
      ...(values.maxPerMinute === ""
        ? []
        : [`${t("setup:counter.rate.label")} ${values.maxPerMinute}`]),
      `${t("setup:counter.jitter.label")} ${values.jitter}`,
    ].join("\n");
  return [
    {
      key: "state",
      label: t("setup:state.title"),
      text: ({ stateType, state, ...lists }) =>
        stateType === "none"
          ? t("setup:state.none")
          : [
              t(`setup:rules.${stateType}.label`),
              ...listLines(stateType, lists),
              ...ruleFields[stateType]
                .filter((field) => state[field.key] !== "")
                .map(
                  (field) =>
                    `${t(`setup:rules.${stateType}.fields.${field.key}.label`)}: ${state[field.key]}`,
                ),
            ].join("\n"),
    },
    {
      key: "counts",
      label: t("setup:counts.title"),
      text: (values) =>
        values.countBy === "none"
          ? t("setup:counts.ways.none.label")
          : `${t(`setup:counts.ways.${values.countBy}.label`)}\n${counter(values.main)}`,
    },
    {
      key: "reject",
      label: t("setup:counts.reject"),
      text: (values) => (values.hasReject ? counter(values.reject) : t("form:none")),
    },
    {
      key: "alarm",
      label: t("setup:alarm.title"),
      text: ({ alarmTag, alarms }) =>
        alarmTag === ""
          ? t("form:none")
          : [alarmTag, ...alarms.map((row) => `${row.code} ${row.text} ${row.reason}`)].join("\n"),
    },
    {
      key: "product",
      label: t("setup:run.product"),
      text: (values) => values.product || t("form:none"),
    },
    { key: "order", label: t("setup:run.order"), text: (values) => values.order || t("form:none") },
    {
      key: "changeover",
      label: t("setup:run.changeover"),
      text: ({ hasChangeover }) => (hasChangeover ? t("setup:tags.yes") : t("form:none")),
    },
    {
      key: "energy",
      label: t("setup:energy.title"),
      text: ({ energy }) =>
        energy.tag === ""
          ? t("form:none")
          : [energy.tag, energy.unit, energy.whPerPulse, energy.modulus, energy.maxKw]
              .filter((part) => part !== "")
              .join("\n"),
    },
    {
      key: "stale",
      label: t("setup:stale.label"),
      text: ({ staleSeconds }) => (staleSeconds === "" ? t("form:none") : `${staleSeconds} s`),
    },
  ];
}
