import { Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AnalysisBasis } from "#shared/analysis/analysis-basis.ts";
import { useFormat } from "../../shell/use-format.ts";
import { FlagChips } from "../oee/FlagChips.tsx";
import classes from "./analysis.module.css";

/** What must stand beside every figure: how much is known, up to when, of how many machines, by which definition. */
export function BasisNote(props: {
  basis: AnalysisBasis;
  coverage?: number | null;
  flags?: readonly string[];
}) {
  const { t } = useTranslation("analysis");
  const format = useFormat();
  const { basis, coverage, flags = [] } = props;
  const { range, now } = basis;
  return (
    <div className={classes.basis}>
      {(flags.length > 0 || typeof coverage === "number") && (
        <FlagChips
          flags={flags.join(" ")}
          coverage={typeof coverage === "number" ? format.percent(coverage) : null}
        />
      )}
      <span>{t("basis.machines", { count: basis.machines })}</span>
      {now < range.to && <span>{t("basis.until", { at: format.dateTime(now) })}</span>}
      <span title={basis.definitionHash}>
        {t("basis.definition", { hash: basis.definitionHash.slice(0, 8) })}
      </span>
      {basis.isComputing && (
        <span className={classes.computing} role="status">
          <Loader size={14} /> {t("basis.computing")}
        </span>
      )}
    </div>
  );
}
