import { useTranslation } from "react-i18next";
import { provenances } from "#shared/machines/machine-state.ts";
import type { KpiReport } from "#shared/oee/kpi-report.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./ProvenancePanel.module.css";

const sources = [...provenances, "unknown"] as const;

/** How the planned minutes are known, and the rules the figures were made under. */
export function ProvenancePanel(props: { report: KpiReport }) {
  const { t } = useTranslation("oee");
  const format = useFormat();
  const { provenance, policy, definitionHash, coverage } = props.report;
  const total = sources.reduce((sum, source) => sum + provenance[source], 0);
  const rules: readonly (readonly [string, string])[] = [
    [
      t("rules.minorStop"),
      t("rules.minorStopUnder", { time: format.duration(policy.minorStopMs) }),
    ],
    [
      t("rules.minimumRun"),
      t("rules.minimumRunUnder", { time: format.duration(policy.minimumRunMs) }),
    ],
    [t("rules.minorStops"), t(`rules.minorStopsIn.${policy.minorStops}`)],
    [t("rules.minimumCoverage"), format.percent(policy.minimumCoverage, 0)],
    [t("rules.coverage"), coverage === null ? "–" : format.percent(coverage, 2)],
  ];
  return (
    <Panel title={t("provenance.title")}>
      <ul className={classes.sources}>
        {sources.map((source) => (
          <li key={source} data-none={provenance[source] === 0 || undefined}>
            <span className={classes.edge} data-source={source} aria-hidden="true" />
            <span>{t(`provenance.${source}`)}</span>
            <span className={classes.number}>{format.duration(provenance[source])}</span>
            <span className={classes.share}>
              {total === 0 ? "–" : format.percent(provenance[source] / total)}
            </span>
          </li>
        ))}
      </ul>
      <dl className={classes.rules}>
        {rules.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t("rules.hash")}</dt>
          <dd className={classes.hash} title={t("rules.hashMeaning")}>
            {definitionHash}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
