import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useSearchState } from "../../shell/use-search-state.ts";
import { analysisQuery } from "./analysis-query.ts";
import { AnalysisAnswer } from "./AnalysisAnswer.tsx";
import { AnalysisFrame } from "./AnalysisFrame.tsx";
import { BasisNote } from "./BasisNote.tsx";
import { heatMeasures, heatMeasure } from "./heat-cells.ts";
import { HourMap } from "./HourMap.tsx";
import { useAnalysis } from "./use-analysis.ts";
import { useAnalysisNames } from "./use-analysis-names.ts";
import classes from "./analysis.module.css";

const heatSearch = z.object({
  measure: heatMeasure.catch("oee"),
  days: z.enum(["weekday", "day"]).catch("weekday"),
});

/** At which hours of which days it goes well, and at which it does not. */
export function HeatMapPage() {
  const { t } = useTranslation("analysis");
  const api = useApi();
  const analysis = useAnalysis();
  const names = useAnalysisNames();
  const [search, change] = useSearchState(heatSearch);
  const map = useQuery({
    ...api.analysis.heatMap.queryOptions({ input: { ...analysis.filter, by: search.days } }),
    ...analysisQuery,
  });
  return (
    <AnalysisFrame
      page="heatMap"
      analysis={analysis}
      names={names}
      choices={
        <Select
          label={t("heat.measure")}
          className={classes.choice!}
          value={search.measure}
          data={heatMeasures.map((value) => ({ value, label: t(`heat.measures.${value}`) }))}
          onChange={(chosen) => change({ measure: heatMeasure.parse(chosen) })}
          allowDeselect={false}
        />
      }
    >
      <AnalysisAnswer query={map} isEmpty={({ cells }) => cells.length === 0}>
        {({ basis, cells }) => (
          <>
            <BasisNote basis={basis} />
            <Panel
              title={t("heat.title", { measure: t(`heat.measures.${search.measure}`) })}
              aside={
                <SegmentedControl
                  size="xs"
                  data-no-print
                  aria-label={t("heat.days.label")}
                  value={search.days}
                  data={(["weekday", "day"] as const).map((value) => ({
                    value,
                    label: t(`heat.days.${value}`),
                  }))}
                  onChange={(value) => change({ days: value as "weekday" | "day" })}
                />
              }
            >
              <HourMap cells={cells} measure={search.measure} />
            </Panel>
          </>
        )}
      </AnalysisAnswer>
    </AnalysisFrame>
  );
}
