import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { AnalysisBasis } from "#shared/analysis/analysis-basis.ts";
import type { AboutLine } from "#shared/ui/table/export-table.ts";

/** What an export of the analysis says of itself: range, how far it is known, whose definition. */
export function useAbout(): (basis: AnalysisBasis) => readonly AboutLine[] {
  const { t } = useTranslation("analysis");
  return useCallback(
    ({ range, now, machines, policy, definitionHash }) => [
      [t("about.from"), new Date(range.from).toISOString()],
      [t("about.to"), new Date(range.to).toISOString()],
      [t("about.knownUpTo"), new Date(Math.min(now, range.to)).toISOString()],
      [t("filter.machines"), machines],
      [t("about.minorStops"), t(`rule.${policy.minorStops}`)],
      [t("about.definition"), definitionHash],
    ],
    [t],
  );
}
