import { useTranslation } from "react-i18next";
import type { Figure } from "#shared/oee/figure.ts";
import type { ShiftFigures as Figures } from "#shared/shifts/shift-performance.ts";
import { useFormat } from "../../../shell/use-format.ts";
import classes from "./performance.module.css";

/** OEE, its factors and the pieces, each beside what was aimed at on one scale. */
export function ShiftFigures(props: { row: Figures }) {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const { figures, targets, attainment, pieces } = props.row;
  const reached = attainment.pieces.value;
  return (
    <div className={classes.figures}>
      <Share name={t("oee")} figure={figures.oee} target={targets.oee} />
      <Share name={t("availability")} figure={figures.availability} target={null} />
      <Share name={t("performance")} figure={figures.effectiveness} target={null} />
      <Share name={t("quality")} figure={figures.quality} target={targets.quality} />
      <div className={classes.figure}>
        <span className={classes.figureName}>{t("made.good")}</span>
        <span className={classes.figureValue}>{format.pieces(pieces.good)}</span>
        {reached !== null && (
          <span className={classes.bar} aria-hidden>
            <span className={classes.fill} style={{ width: `${Math.min(1, reached) * 100}%` }} />
          </span>
        )}
        <span className={classes.figureName}>
          {targets.pieces === null
            ? t("noTarget")
            : t("ofPieces", {
                share: format.figure(attainment.pieces).text,
                target: format.pieces(targets.pieces),
              })}
          {pieces.reject > 0 && ` · ${t("rejects", { pieces: format.pieces(pieces.reject) })}`}
        </span>
      </div>
    </div>
  );
}

function Share(props: { name: string; figure: Figure; target: number | null }) {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const { name, figure, target } = props;
  const { text, reason } = format.figure(figure);
  return (
    <div className={classes.figure}>
      <span className={classes.figureName}>{name}</span>
      <span className={classes.figureValue}>{text}</span>
      <span className={classes.bar} aria-hidden>
        <span
          className={classes.fill}
          style={{ width: `${Math.min(1, Math.max(0, figure.value ?? 0)) * 100}%` }}
        />
        {target !== null && (
          <span className={classes.target} style={{ left: `${target * 100}%` }} />
        )}
      </span>
      <span className={classes.figureName}>
        {reason ?? (target === null ? "" : t("aimedAt", { target: format.percent(target) }))}
      </span>
    </div>
  );
}
