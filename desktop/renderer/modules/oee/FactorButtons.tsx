import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Figure } from "#shared/oee/figure.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./FactorButtons.module.css";

/** OEE and its three factors in the order they multiply. */
export const proofFactors = ["oee", "availability", "effectiveness", "quality"] as const;
export type ProofFactor = (typeof proofFactors)[number];

interface FactorButtonsProps {
  readonly machineId: string;
  readonly range: { readonly from: number; readonly to: number };
  readonly figures: Readonly<Record<ProofFactor, Figure>>;
  /** The plant's target OEE, 0..1; drawn on the OEE's own scale. */
  readonly targetOee: number;
  readonly isUncertain: boolean;
  readonly chosen?: ProofFactor;
}

const joints = { oee: "=", availability: "×", effectiveness: "×", quality: null } as const;

/** OEE = A × P × Q, each a button that opens the minutes and pieces behind it. */
export function FactorButtons(props: FactorButtonsProps) {
  return (
    <div className={classes.row}>
      {proofFactors.map((factor) => (
        <Factor key={factor} factor={factor} {...props} />
      ))}
    </div>
  );
}

function Factor(props: FactorButtonsProps & { factor: ProofFactor }) {
  const { t } = useTranslation("oee");
  const format = useFormat();
  const { factor, range, figures, targetOee, isUncertain, chosen } = props;
  const { text, reason } = format.figure(figures[factor]);
  const value = figures[factor].value;
  const joint = joints[factor];
  const note =
    factor === "oee" && value !== null
      ? t(value < targetOee ? "target.below" : "target.above", {
          points: format.precise(Math.abs(value - targetOee) * 100, 1),
          target: format.percent(targetOee, 0),
        })
      : t(`kpis.${factor}.note`);
  return (
    <>
      <Link
        to="/machines/$machineId/proof"
        params={{ machineId: props.machineId }}
        search={{ ...range, factor } as never}
        replace={chosen !== undefined}
        className={classes.factor}
        data-factor={factor}
        data-uncertain={isUncertain || undefined}
        aria-current={chosen === factor || undefined}
        title={t("openProof")}
      >
        <span className={classes.name}>
          {t(`kpis.${factor}.name`)}
          <IconChevronRight size={14} aria-hidden="true" />
        </span>
        <span className={classes.value}>{text}</span>
        <span className={classes.bar} aria-hidden="true">
          <span
            className={classes.fill}
            style={{ transform: `scaleX(${Math.min(1, Math.max(0, value ?? 0))})` }}
          />
          {factor === "oee" && (
            <span className={classes.target} style={{ left: `${targetOee * 100}%` }} />
          )}
        </span>
        <span className={classes.note}>{reason ?? note}</span>
      </Link>
      {joint !== null && (
        <span className={classes.joint} aria-hidden="true">
          {joint}
        </span>
      )}
    </>
  );
}
