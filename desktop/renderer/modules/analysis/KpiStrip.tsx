import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LossReport } from "#shared/analysis/loss-report.ts";
import type { KpiCode } from "#shared/oee/kpi-report.ts";
import { proofFactors } from "../oee/FactorButtons.tsx";
import { kpiOrder } from "./kpi-order.ts";
import { KpiDialog } from "./KpiDialog.tsx";
import { useKpiText } from "./use-kpi-text.ts";
import type { Analysis } from "./use-analysis.ts";
import type { MinorStopRule } from "./waterfall-lines.ts";
import classes from "./KpiStrip.module.css";

const isFactor = (code: KpiCode): code is (typeof proofFactors)[number] =>
  proofFactors.some((factor) => factor === code);

/** Every ratio as a button: of one machine it opens its proof, of several its formula with the sums put in. */
export function KpiStrip(props: {
  losses: LossReport;
  rule: MinorStopRule;
  analysis: Analysis;
  isUncertain: boolean;
}) {
  const { t } = useTranslation(["analysis", "oee"]);
  const kpiText = useKpiText();
  const [opened, setOpened] = useState<KpiCode | null>(null);
  const { losses, rule, analysis } = props;
  const { machines, products, shifts } = analysis.search;
  const [machine, second] = machines;
  const isProvable =
    machine !== undefined && second === undefined && products.length + shifts.length === 0;
  // Under the other rule of minor stops availability and performance are other figures; OEE is not.
  const figures = { ...losses.report.figures, ...losses.factors[rule] };
  return (
    <section className={classes.strip} aria-label={t("analysis:kpis.title")}>
      {kpiOrder.map((code) => {
        const { text, reason } = kpiText(code, figures[code]);
        const content = (
          <>
            <span className={classes.name}>
              {t(`oee:kpis.${code}.name`)}
              <IconChevronRight size={13} aria-hidden />
            </span>
            <span className={classes.value}>{text}</span>
            {reason !== null && <span className={classes.reason}>{reason}</span>}
          </>
        );
        const looks = {
          className: classes.kpi,
          "data-factor": isFactor(code) || undefined,
          "data-uncertain": props.isUncertain || undefined,
        };
        return isProvable && isFactor(code) ? (
          <Link
            key={code}
            to="/machines/$machineId/proof"
            params={{ machineId: machine }}
            search={{ ...analysis.range, factor: code } as never}
            title={t("oee:openProof")}
            {...looks}
          >
            {content}
          </Link>
        ) : (
          <button key={code} type="button" onClick={() => setOpened(code)} {...looks}>
            {content}
          </button>
        );
      })}
      {opened !== null && (
        <KpiDialog
          code={opened}
          losses={{ ...losses, report: { ...losses.report, figures } }}
          rule={rule}
          analysis={analysis}
          close={() => setOpened(null)}
        />
      )}
    </section>
  );
}
