import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { KpiReport } from "#shared/oee/kpi-report.ts";
import { Callout } from "../../shell/Callout.tsx";
import { useFormat } from "../../shell/use-format.ts";

/** What a reader must know before believing the figures, and the way out of it. Nothing when all is well. */
export function OeeNotes(props: { report: KpiReport }) {
  const { t } = useTranslation("oee");
  const format = useFormat();
  const { report } = props;
  const { flags, coverage, policy, pieces, missingCycles } = report;
  return (
    <>
      {flags.includes("insufficient_data") && coverage !== null && (
        <Callout
          tone="notice"
          title={t("notes.fewData.title", { coverage: format.percent(coverage) })}
        >
          <span>
            {t("notes.fewData.text", { minimum: format.percent(policy.minimumCoverage, 0) })}
          </span>
        </Callout>
      )}
      {missingCycles.length > 0 && (
        <Callout tone="notice" title={t("notes.noCycle.title")}>
          <span>
            {t("notes.noCycle.text", {
              products: missingCycles
                .map(
                  ({ productCode, pieces: count }) =>
                    `${productCode ?? t("noProduct")} (${format.pieces(count)})`,
                )
                .join(", "),
            })}{" "}
            <Anchor component={Link} to="/setup/products" inherit>
              {t("notes.noCycle.action")}
            </Anchor>
          </span>
        </Callout>
      )}
      {flags.includes("check_ideal_cycle") && (
        <Callout tone="notice" title={t("notes.checkCycle.title")}>
          <span>
            {t("notes.checkCycle.text")}{" "}
            <Anchor component={Link} to="/setup/products" inherit>
              {t("notes.noCycle.action")}
            </Anchor>
          </span>
        </Callout>
      )}
      {pieces.unplanned > 0 && (
        <Callout
          tone="info"
          title={t("notes.unplanned.title", { pieces: format.pieces(pieces.unplanned) })}
        >
          <span>{t("notes.unplanned.text")}</span>
        </Callout>
      )}
      {pieces.suspect > 0 && (
        <Callout
          tone="notice"
          title={t("notes.suspect.title", { pieces: format.pieces(pieces.suspect) })}
        >
          <span>{t("notes.suspect.text")}</span>
        </Callout>
      )}
    </>
  );
}
