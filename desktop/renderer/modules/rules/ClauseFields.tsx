import { ActionIcon, MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Id } from "#shared/kernel/id.ts";
import {
  clauseTypes,
  standingStates,
  textComparisons,
  weekdays,
  type RuleClause,
  type StandingState,
} from "#shared/rules/rule-condition.ts";
import { TimeField } from "#shared/ui/form/TimeField.tsx";
import { stateMarks } from "#shared/ui/theme/state-marks.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { emptyClause } from "./rule-draft.ts";
import { TagClauseFields } from "./TagClauseFields.tsx";
import classes from "./rules.module.css";

interface ClauseProps {
  readonly clause: RuleClause;
  readonly onChange: (clause: RuleClause) => void;
  /** What is wrong with a field of the clause, in words. */
  readonly errorOf: (field: string) => string | undefined;
}

const everything = { limit: 5_000 };
const minuteMs = 60_000;

/** One condition of a rule: its kind, and what that kind asks for. */
export function ClauseFields(props: ClauseProps & { onRemove: () => void }) {
  const { t } = useTranslation("rules");
  const { clause, onChange, onRemove } = props;
  return (
    <div className={classes.clause}>
      <div className={classes.clauseHead}>
        <Select
          aria-label={t("form.kind")}
          flex={1}
          allowDeselect={false}
          value={clause.type}
          data={clauseTypes.map((value) => ({ value, label: t(`clauses.${value}`) }))}
          onChange={(type) => type !== null && type !== clause.type && onChange(emptyClause(type))}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t("form.removeClause", { clause: t(`clauses.${clause.type}`) })}
          onClick={onRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      </div>
      <OfKind {...props} />
    </div>
  );
}

function OfKind({ clause, onChange, errorOf }: ClauseProps) {
  const { t } = useTranslation(["rules", "shell", "setup"]);
  const api = useApi();
  const products = useQuery(
    api.products.list.queryOptions({ input: everything, enabled: clause.type === "product" }),
  );
  switch (clause.type) {
    case "state":
      return (
        <MultiSelect
          aria-label={t("rules:clauses.state")}
          data={standingStates.map((value) => ({ value, label: t(stateMarks[value].wordKey) }))}
          value={[...clause.states]}
          error={errorOf("states")}
          onChange={(states) => onChange({ ...clause, states: states as StandingState[] })}
        />
      );
    case "cause":
      return (
        <div className={classes.pair}>
          <Select
            aria-label={t("rules:form.how")}
            allowDeselect={false}
            value={clause.how}
            data={textComparisons.map((value) => ({ value, label: t(`rules:how.${value}`) }))}
            onChange={(how) => how !== null && onChange({ ...clause, how })}
          />
          <TextInput
            aria-label={t("rules:form.text")}
            placeholder={t(clause.how === "matches" ? "rules:form.pattern" : "rules:form.words")}
            maxLength={200}
            value={clause.text}
            error={errorOf("text")}
            onChange={(event) => onChange({ ...clause, text: event.currentTarget.value })}
          />
        </div>
      );
    case "tag":
      return <TagClauseFields clause={clause} onChange={onChange} errorOf={errorOf} />;
    case "clock":
      return (
        <>
          <div className={classes.pair}>
            <TimeField
              label={t("rules:form.from")}
              value={clause.from}
              error={errorOf("from")}
              onChange={(from) => onChange({ ...clause, from })}
            />
            <TimeField
              label={t("rules:form.to")}
              value={clause.to}
              error={errorOf("to")}
              onChange={(to) => onChange({ ...clause, to })}
            />
          </div>
          <MultiSelect
            label={t("rules:form.weekdays")}
            placeholder={clause.weekdays === undefined ? t("rules:form.everyDay") : undefined}
            data={weekdays.map((day) => ({
              value: String(day),
              label: t(`rules:weekdays.${day}`),
            }))}
            value={(clause.weekdays ?? []).map(String)}
            onChange={(days) => {
              const { weekdays: _, ...daily } = clause;
              onChange(
                days.length === 0 ? daily : { ...daily, weekdays: days.map(Number).toSorted() },
              );
            }}
          />
        </>
      );
    case "duration": {
      const minutes = (ms: number | undefined) => (ms === undefined ? "" : ms / minuteMs);
      const change = (field: "atLeastMs" | "atMostMs", typed: number | string) => {
        const { [field]: _, ...rest } = clause;
        onChange(typed === "" ? rest : { ...rest, [field]: Math.round(Number(typed) * minuteMs) });
      };
      return (
        <div className={classes.pair}>
          {(["atLeastMs", "atMostMs"] as const).map((field) => (
            <NumberInput
              key={field}
              label={t(`rules:form.${field}`)}
              suffix=" min"
              min={0}
              max={44_640}
              decimalScale={2}
              decimalSeparator={t("setup:decimalSign")}
              value={minutes(clause[field])}
              error={errorOf(field)}
              onChange={(typed) => change(field, typed)}
            />
          ))}
        </div>
      );
    }
    case "product":
      return (
        <MultiSelect
          aria-label={t("rules:clauses.product")}
          placeholder={t("rules:form.chooseProducts")}
          searchable
          data={(products.data?.rows ?? []).map((row) => ({
            value: row.id,
            label: `${row.code} · ${row.name}`,
          }))}
          value={[...clause.productIds]}
          error={errorOf("productIds")}
          onChange={(ids) => onChange({ ...clause, productIds: ids as Id<"product">[] })}
        />
      );
    default:
      return clause satisfies never;
  }
}
