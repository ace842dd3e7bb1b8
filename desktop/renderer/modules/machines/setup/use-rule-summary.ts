import { useTranslation } from "react-i18next";
import type { ComparedField } from "#shared/ui/form/stale-fields.ts";
import { ruleFields } from "./rule-fields.ts";
import type { CounterValues, RuleValues } from "./rule-values.ts";

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
      text: ({ stateType, state }) =>
        stateType === "none"
          ? t("setup:state.none")
          : [
              t(`setup:rules.${stateType}.label`),
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
      key: "stale",
      label: t("setup:stale.label"),
      text: ({ staleSeconds }) => (staleSeconds === "" ? t("form:none") : `${staleSeconds} s`),
    },
  ];
}
