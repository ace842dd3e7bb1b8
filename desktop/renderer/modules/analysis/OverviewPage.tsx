import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Callout } from "../../shell/Callout.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { analysisQuery } from "./analysis-query.ts";
import { AnalysisAnswer } from "./AnalysisAnswer.tsx";
import { AnalysisFrame } from "./AnalysisFrame.tsx";
import { BasisNote } from "./BasisNote.tsx";
import { KpiStrip } from "./KpiStrip.tsx";
import { LossWaterfall } from "./LossWaterfall.tsx";
import { SixLossesPanel } from "./SixLossesPanel.tsx";
import { useAnalysis } from "./use-analysis.ts";
import { useAnalysisNames } from "./use-analysis-names.ts";
import { minorStopRules } from "./waterfall-lines.ts";

/** What this page shows beside the shared filter; absent = as the plant counts. */
const overviewSearch = z.object({
  rule: z.enum(minorStopRules).optional().catch(undefined),
  calendar: z.boolean().catch(false),
});

/** Where the minutes went, and every ratio of them. */
export function OverviewPage() {
  const { t } = useTranslation("analysis");
  const format = useFormat();
  const api = useApi();
  const analysis = useAnalysis();
  const names = useAnalysisNames();
  const [own, setOwn] = useSearchState(overviewSearch);
  const losses = useQuery({
    ...api.analysis.losses.queryOptions({ input: analysis.filter }),
    ...analysisQuery,
  });
  return (
    <AnalysisFrame page="overview" analysis={analysis} names={names}>
      <AnalysisAnswer query={losses}>
        {(data) => {
          const { report, basis } = data;
          const rule = own.rule ?? basis.policy.minorStops;
          const isUncertain = report.flags.includes("insufficient_data");
          return (
            <>
              <BasisNote basis={basis} coverage={report.coverage} flags={report.flags} />
              {report.missingCycles.length > 0 && (
                <Callout tone="notice" title={t("noCycle.title")}>
                  <span>
                    {t("noCycle.text", {
                      products: report.missingCycles
                        .map(
                          ({ productCode, pieces }) =>
                            `${productCode ?? t("none.product")} (${format.pieces(pieces)})`,
                        )
                        .join(", "),
                    })}{" "}
                    <Anchor component={Link} to="/setup/products" inherit underline="always">
                      {t("noCycle.action")}
                    </Anchor>
                  </span>
                </Callout>
              )}
              <KpiStrip losses={data} rule={rule} analysis={analysis} isUncertain={isUncertain} />
              <LossWaterfall
                losses={data}
                analysis={analysis}
                rule={rule}
                isFromCalendar={own.calendar}
                onRule={(chosen) => setOwn({ rule: chosen })}
                onFromCalendar={(calendar) => setOwn({ calendar })}
              />
              <SixLossesPanel losses={data} />
            </>
          );
        }}
      </AnalysisAnswer>
    </AnalysisFrame>
  );
}
