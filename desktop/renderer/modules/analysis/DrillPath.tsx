import { IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DrillStep } from "./drill.ts";
import type { AnalysisNames } from "./use-analysis-names.ts";
import classes from "./analysis.module.css";

/** The way down so far; each step leads back up to itself. */
export function DrillPath(props: {
  steps: readonly DrillStep[];
  names: AnalysisNames;
  /** Keeps so many steps. */
  onBack: (steps: number) => void;
}) {
  const { t } = useTranslation("analysis");
  const { steps, names, onBack } = props;
  const last = steps.length;
  return (
    <nav aria-label={t("pareto.path")}>
      <ol className={classes.path}>
        {[null, ...steps].map((step, at) => (
          <li key={at}>
            {at > 0 && <IconChevronRight size={15} aria-hidden />}
            <button
              type="button"
              className={classes.step}
              aria-current={at === last ? "step" : undefined}
              onClick={() => at < last && onBack(at)}
            >
              {step === null
                ? t("pareto.allLosses")
                : t("pareto.step", {
                    group: t(`groups.${step.by}`),
                    name: names.nameOf(step.by, step.key),
                  })}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
