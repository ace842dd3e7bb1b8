import { Anchor, Button, SegmentedControl } from "@mantine/core";
import { IconChecks, IconListCheck } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import type { HealthReport } from "#shared/rules/health-report.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { HealthGroups } from "./HealthGroups.tsx";
import { MixedSignatures } from "./MixedSignatures.tsx";
import { UnusedReasons } from "./UnusedReasons.tsx";
import classes from "./rules.module.css";

const dayMs = 86_400_000;
const spans = { week: 7, month: 30, quarter: 90 } as const;
const healthSearch = z.object({ span: z.enum(["week", "month", "quarter"]).catch("month") });

/** How well the reason codes and their use tell why machines stand. */
export function HealthPage() {
  const { t } = useTranslation("rules");
  const api = useApi();
  const now = useEngineClock(60_000);
  const [{ span }, change] = useSearchState(healthSearch);
  const to = Math.ceil(now / 3_600_000) * 3_600_000;
  const range = { from: to - spans[span] * dayMs, to };
  const report = useQuery(
    api.rules.health.queryOptions({
      input: { range },
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),
  );
  return (
    <Page
      title={t("health.title")}
      purpose={t("health.purpose")}
      actions={
        <>
          <SegmentedControl
            aria-label={t("health.span")}
            value={span}
            data={(["week", "month", "quarter"] as const).map((value) => ({
              value,
              label: t("health.days", { count: spans[value] }),
            }))}
            onChange={(value) => change({ span: value as keyof typeof spans })}
          />
          <Button
            component={Link}
            to={"/stops/rules" as never}
            variant="default"
            leftSection={<IconListCheck size={16} aria-hidden />}
          >
            {t("title")}
          </Button>
        </>
      }
    >
      {report.error !== null && (
        <Failure error={report.error} retry={() => void report.refetch()} />
      )}
      {report.isPending && <Loading rows={4} height={80} />}
      {report.data !== undefined && <Findings report={report.data} />}
    </Page>
  );
}

function Findings({ report }: { report: HealthReport }) {
  const { t } = useTranslation("rules");
  if (report.total.stops === 0)
    return (
      <>
        <Empty icon={IconChecks} title={t("health.none.title")} text={t("health.none.text")} />
        <UnusedReasons rows={report.unused} />
      </>
    );
  const range = { from: report.from, to: report.to };
  return (
    <>
      <Totals report={report} />
      <div className={classes.columns}>
        <HealthGroups
          title={t("health.byMachine")}
          by="machine"
          rows={report.machines}
          range={range}
        />
        <HealthGroups title={t("health.byShift")} by="shift" rows={report.shifts} range={range} />
      </div>
      <Panel title={t("health.mixed.title")}>
        <MixedSignatures rows={report.mixed} />
      </Panel>
      <UnusedReasons rows={report.unused} />
    </>
  );
}

function Totals({ report }: { report: HealthReport }) {
  const { t } = useTranslation("rules");
  const format = useFormat();
  const { total, origins } = report;
  const share = (part: number, all: number) => (all === 0 ? "–" : format.percent(part / all));
  return (
    <div className={classes.figures}>
      <div className={classes.figure}>
        <span className={classes.quiet}>{t("health.unclassified")}</span>
        <b>
          <Anchor
            component={Link}
            to={"/stops" as never}
            search={{ from: report.from, to: report.to, open: true } as never}
            inherit
            underline="always"
          >
            {share(total.unclassifiedMs, total.ms)}
          </Anchor>
        </b>
        <span className={classes.quiet}>
          {t("health.ofTime", {
            time: format.duration(total.unclassifiedMs),
            stops: share(total.unclassifiedStops, total.stops),
          })}
        </span>
      </div>
      <div className={classes.figure}>
        <span className={classes.quiet}>{t("health.other")}</span>
        <b>{share(total.otherMs, total.ms)}</b>
        <span className={classes.quiet}>
          {t("health.ofTime", {
            time: format.duration(total.otherMs),
            stops: share(total.otherStops, total.stops),
          })}
        </span>
      </div>
      <div className={classes.figure}>
        <span className={classes.quiet}>{t("health.timeToClassify")}</span>
        <b>{total.medianToClassifyMs === null ? "–" : format.duration(total.medianToClassifyMs)}</b>
        <span className={classes.quiet}>
          {total.medianToClassifyMs === null ? t("health.nobody") : t("health.median")}
        </span>
      </div>
      <div className={classes.figure}>
        <span className={classes.quiet}>{t("health.saidBy")}</span>
        <b>{format.pieces(total.stops)}</b>
        <span className={classes.quiet}>
          {t("health.origins", {
            person: format.pieces(origins.person),
            rule: format.pieces(origins.rule),
            machine: format.pieces(origins.machine),
          })}
        </span>
      </div>
    </div>
  );
}
