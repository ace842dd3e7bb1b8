import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Figure } from "#shared/oee/figure.ts";
import type { KpiCode } from "#shared/oee/kpi-report.ts";
import { useFormat, type FigureText } from "../../shell/use-format.ts";

/** A KPI in its own unit: a ratio as percent, throughput in pieces per hour. */
export function useKpiText(): (code: KpiCode, figure: Figure) => FigureText {
  const { t } = useTranslation("analysis");
  const format = useFormat();
  return useCallback(
    (code, figure) =>
      code === "throughputPerHour" && figure.value !== null
        ? { text: t("perHour", { pieces: format.number(figure.value) }), reason: null }
        : format.figure(figure),
    [format, t],
  );
}
