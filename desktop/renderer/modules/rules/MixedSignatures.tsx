import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MixedSignature } from "#shared/rules/health-report.ts";
import { useFormat } from "../../shell/use-format.ts";
import { StopLink } from "./ChangedStopTable.tsx";
import { reasonName } from "./reason-name.ts";
import classes from "./rules.module.css";

/** The same words of the same machine, explained in different ways, with the stops to look at. */
export function MixedSignatures(props: { rows: readonly MixedSignature[] }) {
  const { t, i18n } = useTranslation("rules");
  const format = useFormat();
  const { rows } = props;
  if (rows.length === 0) return <p className={classes.quiet}>{t("health.mixed.none")}</p>;
  return (
    <>
      <p className={classes.quiet} style={{ margin: 0 }}>
        {t("health.mixed.text")}
      </p>
      <ol className={classes.mixed}>
        {rows.map((row) => (
          <li key={`${row.machineId} ${row.cause}`}>
            <span className={classes.ruleName}>
              {row.machineCode} · “{row.cause}”
              <span className={classes.quiet}>
                {t("stopCount", { count: row.stops })} ·{" "}
                {t("health.mixed.disorder", { share: format.percent(row.disorder, 0) })}
              </span>
            </span>
            {row.reasons.map(({ reason, stops, share, examples }) => (
              <div key={reason.id} className={classes.share}>
                <span>
                  {reasonName(reason, i18n.language)}
                  <Progress value={share * 100} size={4} mt={3} aria-hidden />
                </span>
                <span>
                  {format.percent(share, 0)}{" "}
                  <span className={classes.quiet}>({format.pieces(stops)})</span>
                </span>
                <span className={classes.examples}>
                  {examples.map((stop) => (
                    <StopLink key={stop.start} machineId={row.machineId} {...stop} />
                  ))}
                </span>
              </div>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}
