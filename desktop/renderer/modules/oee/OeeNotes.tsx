import { Alert, Anchor } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { KpiReport } from "#shared/oee/kpi-report.ts";
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
        <Note title={t("notes.fewData.title", { coverage: format.percent(coverage) })}>
          {t("notes.fewData.text", { minimum: format.percent(policy.minimumCoverage, 0) })}
        </Note>
      )}
      {missingCycles.length > 0 && (
        <Note title={t("notes.noCycle.title")}>
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
        </Note>
      )}
      {flags.includes("check_ideal_cycle") && (
        <Note title={t("notes.checkCycle.title")}>
          {t("notes.checkCycle.text")}{" "}
          <Anchor component={Link} to="/setup/products" inherit>
            {t("notes.noCycle.action")}
          </Anchor>
        </Note>
      )}
      {pieces.unplanned > 0 && (
        <Note title={t("notes.unplanned.title", { pieces: format.pieces(pieces.unplanned) })}>
          {t("notes.unplanned.text")}
        </Note>
      )}
      {pieces.suspect > 0 && (
        <Note title={t("notes.suspect.title", { pieces: format.pieces(pieces.suspect) })}>
          {t("notes.suspect.text")}
        </Note>
      )}
    </>
  );
}

export function Note(props: { title: string; children: ReactNode }) {
  return (
    <Alert
      variant="default"
      icon={<IconInfoCircle aria-hidden="true" />}
      title={props.title}
      p="sm"
    >
      {props.children}
    </Alert>
  );
}
