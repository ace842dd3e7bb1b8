import { Button } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AnalysisBasis } from "#shared/analysis/analysis-basis.ts";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import classes from "./analysis.module.css";

/** An answer of the analysis in each of its states: on its way, failed, without a machine, or there. */
export function AnalysisAnswer<Answer extends { readonly basis: AnalysisBasis }>(props: {
  query: UseQueryResult<Answer>;
  /** True = there is nothing to show in this answer. */
  isEmpty?: (answer: Answer) => boolean;
  children: (answer: Answer) => ReactNode;
}) {
  const { t } = useTranslation("analysis");
  const { query, isEmpty, children } = props;
  const { data } = query;
  if (data === undefined)
    return query.isError ? (
      <Failure error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Loading rows={5} height={56} />
    );
  if (data.basis.machines === 0)
    return (
      <Empty
        icon={IconChartBar}
        title={t("empty.noMachines.title")}
        text={t("empty.noMachines.text")}
        action={
          <Button component={Link} to="/setup/machines" variant="light">
            {t("empty.noMachines.action")}
          </Button>
        }
      />
    );
  if (isEmpty?.(data) === true)
    return (
      <Empty icon={IconChartBar} title={t("empty.nothing.title")} text={t("empty.nothing.text")} />
    );
  return (
    <div className={classes.answer} data-waiting={query.isPlaceholderData || undefined}>
      {children(data)}
    </div>
  );
}
