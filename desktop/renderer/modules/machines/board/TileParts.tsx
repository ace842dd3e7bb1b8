import { IconPlugConnectedX } from "@tabler/icons-react";
import { memo } from "react";
import type { Figure } from "#shared/oee/figure.ts";
import { paceOf, paceScale } from "#shared/ui/figure/pace.ts";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import { stateMarks, type MarkCode } from "#shared/ui/theme/state-marks.ts";
import { causeText } from "../cause-text.ts";
import { useBoard, useElapsed } from "./board-context.ts";
import classes from "./BoardTile.module.css";

/** "for 23 min", ticking. */
const Since = memo(function Since(props: { since: number }) {
  return <span className={classes.since}>{useElapsed(props.since)}</span>;
});

interface TileHeadProps {
  readonly mark: MarkCode;
  readonly isLinkLost: boolean;
  readonly since: number | null;
  readonly cause: string | null;
}

/** The state on its colour and pattern: icon, word, since when, what the machine says about it. */
export const TileHead = memo(function TileHead(props: TileHeadProps) {
  const { t } = useBoard();
  const mark = stateMarks[props.mark];
  const Icon = props.isLinkLost ? IconPlugConnectedX : mark.icon;
  return (
    <div className={classes.head} data-mark={props.mark} style={markStyle(props.mark)}>
      <Icon className={classes.headIcon} aria-hidden="true" />
      <span className={classes.word}>
        {props.isLinkLost ? t("machines:board.linkLost") : t(mark.wordKey)}
      </span>
      {props.since !== null && <Since since={props.since} />}
      {props.cause !== null && (
        <span className={classes.cause} title={causeText(props.cause, t)}>
          {causeText(props.cause, t)}
        </span>
      )}
    </div>
  );
});

const longest = 100;

/** One factor: letter, value, bar of 0–100 % (capped, with the true figure beside it). */
export const TileFactor = memo(
  function TileFactor(props: { letter: string; name: string; figure: Figure }) {
    const { format } = useBoard();
    const { text, reason } = format.figure(props.figure);
    const share = Math.min(longest, (props.figure.value ?? 0) * 100);
    return (
      <div
        className={classes.factor}
        title={reason === null ? props.name : `${props.name}: ${reason}`}
      >
        <span className={classes.factorLetter} aria-label={props.name}>
          {props.letter}
        </span>
        <span
          className={classes.factorValue}
          data-over={(props.figure.value ?? 0) > 1 || undefined}
        >
          {text}
        </span>
        <span className={classes.bar} aria-hidden="true">
          <span className={classes.barFill} style={{ transform: `scaleX(${share / 100})` }} />
        </span>
      </div>
    );
  },
  (a, b) => a.letter === b.letter && a.name === b.name && sameFigure(a.figure, b.figure),
);

export const sameFigure = (a: Figure, b: Figure): boolean =>
  a.value === b.value && (a.value !== null || b.value !== null || a.reason === b.reason);

interface TilePaceProps {
  readonly good: number;
  readonly due: number | null;
  readonly ratePerMinute: number | null;
}

/** Made against due on one scale, and the distance in pieces. */
export const TilePace = memo(function TilePace(props: TilePaceProps) {
  const { t, format, paceText } = useBoard();
  const { good, due, ratePerMinute } = props;
  const pace = paceOf(good, due);
  const scale = paceScale(good, due ?? 0);
  return (
    <div className={classes.pace}>
      <div className={classes.paceLine}>
        <span>
          <b>{format.pieces(good)}</b>
          {due !== null && (
            <span className={classes.quiet}>
              {" "}
              {t("machines:pace.of", { due: format.pieces(Math.floor(due)) })}
            </span>
          )}
        </span>
        <span className={classes.distance} data-pace={pace.kind}>
          {paceText(pace)}
        </span>
        <span className={classes.rate}>
          {ratePerMinute === null
            ? t("machines:board.noRate")
            : t("machines:board.rate", { rate: format.number(ratePerMinute) })}
        </span>
      </div>
      <div className={classes.paceBar} aria-hidden="true">
        {due !== null && (
          <>
            <span className={classes.paceFill} style={{ transform: `scaleX(${scale.good})` }} />
            <span
              className={classes.paceGap}
              data-pace={pace.kind}
              style={{
                left: `${Math.min(scale.good, scale.due) * 100}%`,
                width: `${Math.abs(scale.good - scale.due) * 100}%`,
              }}
            />
            <span className={classes.paceDue} style={{ left: `${scale.due * 100}%` }} />
          </>
        )}
      </div>
    </div>
  );
});
