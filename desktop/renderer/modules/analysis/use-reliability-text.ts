import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ReliabilityRow } from "#shared/analysis/reliability-report.ts";
import { useFormat } from "../../shell/use-format.ts";

export interface ReliabilityWords {
  readonly value: string;
  /** The cases behind it and what so few of them allow to say. */
  readonly note: string;
}

type Tell = (row: ReliabilityRow) => ReliabilityWords;

/** Means of reliability, each with its cases. Without a failure there is no mean, but a bound: never 0, never endless. */
export function useReliabilityText(): Readonly<Record<"mtbf" | "mttr" | "mtta" | "mttf", Tell>> {
  const { t } = useTranslation("analysis");
  const format = useFormat();
  return useMemo(() => {
    const mean = (figure: ReliabilityRow["mtbfMs"]): string =>
      figure.value === null ? "–" : format.duration(figure.value);
    return {
      mtbf: (row) => ({
        value:
          row.failures === 0
            ? t("reliability.none", { time: format.duration(row.operatingMs) })
            : mean(row.mtbfMs),
        note:
          row.failures === 0
            ? t("reliability.atLeast", { time: format.duration(row.mtbfAtLeastMs) })
            : t("reliability.cases", {
                count: row.failures,
                time: format.duration(row.mtbfAtLeastMs),
              }),
      }),
      mttr: (row) => ({
        value: mean(row.mttrMs),
        note: [
          t("reliability.restorations", { count: row.restorations }),
          ...(row.openFailures > 0 ? [t("reliability.open", { count: row.openFailures })] : []),
        ].join(" · "),
      }),
      mtta: (row) => ({
        value: row.mttaMs === null ? "–" : mean(row.mttaMs),
        note: row.calls === null ? "" : t("reliability.calls", { count: row.calls }),
      }),
      mttf: (row) => ({ value: mean(row.mttfMs), note: t("reliability.mttfNote") }),
    };
  }, [format, t]);
}
