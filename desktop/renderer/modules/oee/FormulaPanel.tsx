import { IconCircleCheck, IconAlertOctagon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OeeProof } from "#shared/oee/oee-proof.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useFormat } from "../../shell/use-format.ts";
import type { ProofFactor } from "./FactorButtons.tsx";
import { proofTerms } from "./proof-terms.ts";
import type { ProofCheck } from "#shared/oee/recheck-proof.ts";
import classes from "./FormulaPanel.module.css";

interface FormulaPanelProps {
  readonly proof: OeeProof;
  readonly check: ProofCheck;
  readonly factor: ProofFactor;
}

/** The formula of a figure with the very minutes and pieces put in, and that the rows below give the same digits. */
export function FormulaPanel(props: FormulaPanelProps) {
  const { t } = useTranslation("oee");
  const { proof, check, factor } = props;
  const isSame = check.differing.length === 0;
  return (
    <Panel
      title={t("proof.formula", { kpi: t(`kpis.${factor}.name`) })}
      aside={
        <span
          className={classes.check}
          data-bad={!isSame || undefined}
          role={isSame ? undefined : "alert"}
        >
          {isSame ? (
            <IconCircleCheck size={16} aria-hidden="true" />
          ) : (
            <IconAlertOctagon size={16} aria-hidden="true" />
          )}
          {isSame
            ? t("proof.sameDigits")
            : t("proof.otherDigits", {
                kpis: check.differing.map((code) => t(`kpis.${code}.name`)).join(", "),
              })}
        </span>
      }
    >
      <FactorFormula {...props} />
      {proof.report.policy.minorStops === "six-big-losses" && factor !== "quality" && (
        <p className={classes.note}>{t("proof.minorInRun")}</p>
      )}
    </Panel>
  );
}

function FactorFormula(props: FormulaPanelProps) {
  const { t } = useTranslation("oee");
  const format = useFormat();
  const { proof, check, factor } = props;
  const terms = proofTerms(check.sums, proof.report.policy);
  const { figures } = proof.report;
  const minutes = (ms: number) => t("proof.minutes", { minutes: format.precise(ms / 60_000, 3) });
  const result = format.figure(figures[factor]);
  const end =
    result.reason === null ? (
      <b>{format.percent(figures[factor].value ?? 0, 4)}</b>
    ) : (
      <i>{result.reason}</i>
    );
  const known = <Term name={t("proof.terms.known")} value={minutes(terms.knownMs)} />;
  switch (factor) {
    case "availability":
      return (
        <Line of={t("kpis.availability.name")} result={end}>
          <Ratio
            part={<Term name={t("proof.terms.run")} value={minutes(terms.runMs)} />}
            whole={known}
          />
        </Line>
      );
    case "effectiveness":
      return (
        <Line of={t("kpis.effectiveness.name")} result={end}>
          <Ratio
            part={<Term name={t("proof.terms.idealTotal")} value={minutes(terms.idealTotalMs)} />}
            whole={<Term name={t("proof.terms.run")} value={minutes(terms.runMs)} />}
          />
        </Line>
      );
    case "quality":
      return (
        <>
          <Line of={t("kpis.quality.name")} result={end}>
            <Ratio
              part={<Term name={t("proof.terms.idealGood")} value={minutes(terms.idealGoodMs)} />}
              whole={
                <Term name={t("proof.terms.idealTotal")} value={minutes(terms.idealTotalMs)} />
              }
            />
          </Line>
          <p className={classes.note}>
            {t("proof.pieceRatio", {
              good: format.pieces(check.sums.pieces.total - check.sums.pieces.reject),
              total: format.pieces(check.sums.pieces.total),
              ratio: format.figure(figures.qualityPieces).text,
            })}
          </p>
        </>
      );
    case "oee":
      return (
        <>
          <Line of="OEE" result={end}>
            <Ratio
              part={<Term name={t("proof.terms.idealGood")} value={minutes(terms.idealGoodMs)} />}
              whole={known}
            />
          </Line>
          <p className={classes.note}>
            {t("proof.product", {
              availability: format.figure(figures.availability).text,
              effectiveness: format.figure(figures.effectiveness).text,
              quality: format.figure(figures.quality).text,
              oee: result.text,
            })}
          </p>
        </>
      );
    default:
      return factor satisfies never;
  }
}

function Line(props: { of: string; result: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.line}>
      <span className={classes.of}>{props.of}</span>
      <span className={classes.sign}>=</span>
      {props.children}
      <span className={classes.sign}>=</span>
      <span className={classes.result}>{props.result}</span>
    </div>
  );
}

function Ratio(props: { part: ReactNode; whole: ReactNode }) {
  return (
    <span className={classes.ratio}>
      <span>{props.part}</span>
      <span className={classes.whole}>{props.whole}</span>
    </span>
  );
}

function Term(props: { name: string; value: string }) {
  return (
    <span className={classes.term}>
      <span className={classes.termName}>{props.name}</span>
      <span className={classes.termValue}>{props.value}</span>
    </span>
  );
}
