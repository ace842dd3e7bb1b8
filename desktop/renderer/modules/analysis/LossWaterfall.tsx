import { SegmentedControl, Switch } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { LossReport } from "#shared/analysis/loss-report.ts";
import { Waterfall, type WaterfallLine } from "#shared/ui/chart/Waterfall.tsx";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import { useFormat } from "../../shell/use-format.ts";
import { sharedSearch } from "./analysis-search.ts";
import type { Analysis } from "./use-analysis.ts";
import { lossLines, minorStopRules, type LossLine, type MinorStopRule } from "./waterfall-lines.ts";
import classes from "./analysis.module.css";

const wholeStyle: CSSProperties = {
  background: "color-mix(in srgb, var(--accent-text) 30%, transparent)",
  borderColor: "var(--accent-text)",
};
const qualityStyle: CSSProperties = {
  background: "var(--quiet-text)",
  borderColor: "var(--quiet-text)",
};
const outsideStyle: CSSProperties = {
  background: "transparent",
  borderColor: "var(--quiet-text)",
};

function styleOf(mark: LossLine["mark"]): CSSProperties {
  if (mark === "whole") return wholeStyle;
  if (mark === "quality") return qualityStyle;
  return mark === "outside" ? outsideStyle : markStyle(mark);
}

/** Where planned time went, exactly; each bar opens what it is made of. */
export function LossWaterfall(props: {
  losses: LossReport;
  analysis: Analysis;
  rule: MinorStopRule;
  isFromCalendar: boolean;
  onRule: (rule: MinorStopRule) => void;
  onFromCalendar: (isFromCalendar: boolean) => void;
}) {
  const { t } = useTranslation(["analysis", "oee"]);
  const format = useFormat();
  const { losses, analysis, rule, isFromCalendar } = props;
  const shared = sharedSearch(analysis.search);
  const noteOf = ({ key, factor, ms }: LossLine): string | undefined => {
    if (ms === null) return t("analysis:waterfall.noCycle");
    if (key === "speed" && ms < 0) return t("analysis:waterfall.faster");
    return factor === null ? undefined : t(`analysis:waterfall.lowers.${factor}`);
  };
  const opens = (line: LossLine): { to: string; search: object } | null => {
    if (line.ms === null || line.ms === 0) return null;
    if (line.loss !== null)
      return { to: "/analysis/pareto", search: { ...shared, path: [`loss:${line.loss}`] } };
    if (line.key === "speed" || line.key === "quality")
      return { to: "/analysis/speed", search: shared };
    return null;
  };
  const lines = lossLines(losses.waterfall, rule, isFromCalendar).map((line): WaterfallLine => {
    const { pbt } = losses.waterfall;
    const target = opens(line);
    return {
      ...line,
      name: t(`analysis:waterfall.${line.key}`),
      text: line.ms === null ? "–" : format.duration(line.ms),
      exact:
        line.ms === null
          ? "–"
          : t("analysis:minutes", { minutes: format.precise(line.ms / 60_000, 3) }),
      shareText: line.ms === null || pbt === 0 ? "–" : format.percent(line.ms / pbt),
      style: styleOf(line.mark),
      note: noteOf(line),
      ...(target !== null && {
        open: (content, className) => (
          <Link to={target.to as never} search={target.search as never} className={className}>
            {content}
          </Link>
        ),
      }),
    };
  });
  return (
    <Panel
      title={t("analysis:waterfall.title")}
      aside={
        <span className={classes.switches} data-no-print>
          <Switch
            size="sm"
            label={t("analysis:waterfall.fromCalendar")}
            checked={isFromCalendar}
            onChange={(event) => props.onFromCalendar(event.currentTarget.checked)}
          />
          <SegmentedControl
            size="xs"
            aria-label={t("analysis:rule.label")}
            value={rule}
            data={minorStopRules.map((value) => ({ value, label: t(`analysis:rule.${value}`) }))}
            onChange={(value) => props.onRule(value as MinorStopRule)}
          />
        </span>
      }
    >
      <Waterfall lines={lines} shareOf="pbt" label={t("analysis:waterfall.title")} />
      <p className={classes.quiet}>{t("analysis:waterfall.note")}</p>
    </Panel>
  );
}
