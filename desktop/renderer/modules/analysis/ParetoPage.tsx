import { Button, SegmentedControl, Select } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { paretoGroup, type ParetoGroup } from "#shared/analysis/pareto-report.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { AnalysisFrame } from "./AnalysisFrame.tsx";
import { drillText } from "./drill.ts";
import { DrillPath } from "./DrillPath.tsx";
import { LossStops } from "./LossStops.tsx";
import { ParetoRanking } from "./ParetoRanking.tsx";
import { useAnalysis } from "./use-analysis.ts";
import { useAnalysisNames } from "./use-analysis-names.ts";
import { useLossFilter } from "./use-loss-filter.ts";
import classes from "./analysis.module.css";

/** Which losses matter most, and down from there to the seconds they are made of. */
export function ParetoPage() {
  const { t } = useTranslation("analysis");
  const analysis = useAnalysis();
  const names = useAnalysisNames();
  const { search, change, steps, by, filter } = useLossFilter(analysis);
  const open = (group: ParetoGroup) => (key: string) =>
    change({
      path: [...steps, { by: group, key }].map(drillText),
      by: undefined,
      all: false,
    });
  return (
    <AnalysisFrame
      page="pareto"
      analysis={analysis}
      names={names}
      choices={
        <Select
          label={t("pareto.by")}
          className={classes.span!}
          value={by}
          data={[
            ...paretoGroup.options.map((group) => ({ value: group, label: t(`groups.${group}`) })),
            { value: "stops", label: t("pareto.stops") },
          ]}
          onChange={(chosen) => change({ by: chosen as ParetoGroup | "stops", all: false })}
          allowDeselect={false}
        />
      }
    >
      <Panel
        title={
          by === "stops"
            ? t("pareto.stopsTitle")
            : t(`pareto.title.${search.rank}`, { by: t(`by.${by}`) })
        }
        aside={
          <span className={classes.switches} data-no-print>
            {by !== "stops" && (
              <>
                <SegmentedControl
                  size="xs"
                  aria-label={t("pareto.rank.label")}
                  value={search.rank}
                  data={(["ms", "stops"] as const).map((value) => ({
                    value,
                    label: t(`pareto.rank.${value}`),
                  }))}
                  onChange={(value) => change({ rank: value as "ms" | "stops" })}
                />
                <Button
                  size="compact-md"
                  variant="default"
                  leftSection={<IconListDetails size={16} aria-hidden />}
                  onClick={() => change({ by: "stops" })}
                >
                  {t("pareto.showStops")}
                </Button>
              </>
            )}
          </span>
        }
      >
        <DrillPath
          steps={steps}
          names={names}
          onBack={(kept) =>
            change({ path: steps.slice(0, kept).map(drillText), by: undefined, all: false })
          }
        />
        {by === "stops" ? (
          <LossStops filter={filter} steps={steps} names={names} />
        ) : (
          <ParetoRanking
            // Another ranking begins empty: lines of the one before would open what they are not.
            key={[by, ...search.path].join(" ")}
            by={by}
            rankBy={search.rank}
            filter={filter}
            names={names}
            isAll={search.all}
            onOpen={open(by)}
            onShowAll={() => change({ all: true })}
          />
        )}
      </Panel>
    </AnalysisFrame>
  );
}
