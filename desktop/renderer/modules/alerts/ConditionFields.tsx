import { NumberInput, Select } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { alertConditionKinds } from "#shared/alerts/alert-condition.ts";
import type { RuleValues } from "./rule-values.ts";
import classes from "./alerts.module.css";

type NumberField = "minutes" | "percent" | "afterMinutes" | "minimumCoverage";

/** The condition as a sentence with its numbers to fill in. */
export function ConditionFields({ form }: { form: UseFormReturnType<RuleValues> }) {
  const { t } = useTranslation("alerts");
  const { kind } = form.values;
  const number = (field: NumberField, unit: string, most: number) => (
    <NumberInput
      aria-label={t(`fields.${field}`)}
      suffix={unit}
      min={field === "minimumCoverage" ? 0 : 1}
      max={most}
      {...form.getInputProps(field)}
    />
  );
  const minutes = (field: "minutes" | "afterMinutes") => number(field, " min", 1_440);
  const percent = (field: "percent" | "minimumCoverage") => number(field, " %", 200);
  const parts = {
    stop_longer: [minutes("minutes")],
    link_lost: [minutes("minutes")],
    unclassified_above: [minutes("minutes")],
    oee_below: [percent("percent"), minutes("afterMinutes"), percent("minimumCoverage")],
    rate_below: [percent("percent"), minutes("minutes")],
    counts_suspect: [],
  }[kind];
  return (
    <div>
      <Select
        label={t("fields.kind")}
        allowDeselect={false}
        mb="sm"
        data={alertConditionKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        {...form.getInputProps("kind")}
      />
      <div className={classes.sentence}>
        <span>{t(`parts.${kind}.0`)}</span>
        {parts.map((part, i) => (
          <PartOfSentence key={`${kind}${i}`} part={part} words={t(`parts.${kind}.${i + 1}`)} />
        ))}
      </div>
    </div>
  );
}

function PartOfSentence(props: { part: React.ReactNode; words: string }) {
  return (
    <>
      {props.part}
      <span>{props.words}</span>
    </>
  );
}
