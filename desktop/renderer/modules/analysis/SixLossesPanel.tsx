import { useTranslation } from "react-i18next";
import type { LossReport } from "#shared/analysis/loss-report.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { minorStopRules } from "./waterfall-lines.ts";
import classes from "./analysis.module.css";

/** The Six Big Losses, and the factors under both ways to count minor stops: other factors, the same OEE. */
export function SixLossesPanel(props: { losses: LossReport }) {
  const { t } = useTranslation(["analysis", "oee"]);
  const format = useFormat();
  const { sixBigLosses, noLossOfTheMachine, factors } = props.losses;
  return (
    <Panel title={t("analysis:six.title")}>
      <ScrollTable
        label={t("analysis:six.title")}
        head={
          <tr>
            <th>{t("analysis:six.loss")}</th>
            <th>{t("analysis:six.factor")}</th>
            <th className={table.number}>{t("analysis:six.time")}</th>
            <th className={table.number}>{t("analysis:six.share")}</th>
          </tr>
        }
      >
        {sixBigLosses.map(({ code, factor, ms, share }) => (
          <tr key={code}>
            <td>{t(`analysis:six.codes.${code}`)}</td>
            <td>{t(`oee:kpis.${factor}.name`)}</td>
            <td className={table.number}>{ms === null ? "–" : format.duration(ms)}</td>
            <td className={table.number}>{share === null ? "–" : format.percent(share)}</td>
          </tr>
        ))}
        <tr>
          <td>{t("analysis:six.none")}</td>
          <td>–</td>
          <td className={table.number}>{format.duration(noLossOfTheMachine)}</td>
          <td className={table.number} />
        </tr>
      </ScrollTable>
      <table className={classes.factors}>
        <caption>{t("analysis:six.same")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("analysis:rule.label")}</th>
            {minorStopRules.map((rule) => (
              <th key={rule} scope="col">
                {t(`analysis:rule.${rule}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(["availability", "effectiveness", "quality", "oee"] as const).map((code) => (
            <tr key={code}>
              <th scope="row">{t(`oee:kpis.${code}.name`)}</th>
              {minorStopRules.map((rule) => (
                <td key={rule} data-oee={code === "oee" || undefined}>
                  {format.figure(factors[rule][code]).text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
