import { Autocomplete, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  tagComparisons,
  tagMoments,
  type RuleClause,
  type TagClause,
} from "#shared/rules/rule-condition.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { tagValueOf } from "./rule-draft.ts";
import classes from "./rules.module.css";

const mostOffered = 50;

/** Compares what a tag read at the beginning of a stop or during it. */
export function TagClauseFields(props: {
  clause: TagClause;
  onChange: (clause: RuleClause) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation("rules");
  const api = useApi();
  const { clause, onChange, errorOf } = props;
  const [typed, setTyped] = useState(String(clause.value));
  const tags = useQuery(api.connections.tags.queryOptions({ input: {} }));
  return (
    <>
      <Autocomplete
        label={t("form.tag")}
        placeholder="press-1.pressure"
        data={(tags.data?.rows ?? []).map((tag) => tag.code)}
        limit={mostOffered}
        value={clause.tag}
        error={errorOf("tag")}
        onChange={(tag) => onChange({ ...clause, tag })}
      />
      <div className={classes.pair}>
        <Select
          label={t("form.when")}
          allowDeselect={false}
          value={clause.when}
          data={tagMoments.map((value) => ({ value, label: t(`moments.${value}`) }))}
          onChange={(when) => when !== null && onChange({ ...clause, when })}
        />
        <Select
          label={t("form.comparison")}
          allowDeselect={false}
          value={clause.is}
          data={tagComparisons.map((value) => ({ value, label: t(`is.${value}`) }))}
          onChange={(is) => is !== null && onChange({ ...clause, is })}
        />
        <TextInput
          label={t("form.value")}
          value={typed}
          error={errorOf("value")}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            onChange({ ...clause, value: tagValueOf(event.currentTarget.value) });
          }}
        />
      </div>
    </>
  );
}
