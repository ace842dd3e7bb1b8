import { memo } from "react";
import { useTranslation } from "react-i18next";
import { machineThen } from "#shared/replay/replay-at.ts";
import type { ReplayMachine } from "#shared/replay/replay.contract.ts";
import { StateStrip } from "#shared/ui/strip/StateStrip.tsx";
import type { StripColours } from "#shared/ui/strip/strip-colours.ts";
import { StateBadge } from "#shared/ui/theme/StateBadge.tsx";
import { markOf } from "#shared/ui/theme/state-marks.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./replay.module.css";

interface ReplayMachineRowProps {
  readonly machine: ReplayMachine;
  readonly range: { readonly from: number; readonly to: number };
  readonly now: number;
  readonly at: number;
  readonly colours: StripColours;
  readonly onSeek: (at: number) => void;
}

/** One machine: how it was at the instant, and its whole range with the instant marked. */
export function ReplayMachineRow(props: ReplayMachineRowProps) {
  const { t } = useTranslation("replay");
  const format = useFormat();
  const { machine, range, at, onSeek } = props;
  const { span, run, total, reject } = machineThen(machine, range.from, at);
  const mark = markOf(span?.state ?? "unknown", { isMinor: span?.isMinor === true });
  const made = [run?.productCode, run?.orderNo].filter((part) => part != null).join(" · ");
  const why = span?.reasonName ?? span?.cause ?? null;
  const length = range.to - range.from;
  return (
    <li className={classes.machine}>
      <div className={classes.head}>
        <b>{machine.code}</b>
        <StateBadge mark={mark} size="sm" />
        <span className={classes.why}>
          {span !== null && span.state !== "running" && (
            <>
              {format.duration(at - span.start)}
              {why !== null && ` · ${why}`}
            </>
          )}
        </span>
        <span className={classes.made}>{made === "" ? t("row.nothing") : made}</span>
        <span className={classes.pieces}>
          {t("row.pieces", { good: format.pieces(total - reject) })}
          {reject > 0 && <small> {t("row.rejects", { count: reject })}</small>}
        </span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the slider above does the same by keyboard */}
      <div
        className={classes.strip}
        onClick={(event) => {
          const { left, width } = event.currentTarget.getBoundingClientRect();
          onSeek(Math.round(range.from + ((event.clientX - left) / width) * length));
        }}
      >
        <WholeStrip {...props} />
        <i className={classes.cursor} style={{ left: `${(100 * (at - range.from)) / length}%` }} />
      </div>
    </li>
  );
}

/** Does not change while the player runs. */
const WholeStrip = memo(
  function WholeStrip({ machine, range, colours }: ReplayMachineRowProps) {
    const { t } = useTranslation("replay");
    return (
      <StateStrip
        spans={machine.spans}
        now={range.to}
        lengthMs={range.to - range.from}
        height={22}
        colours={colours}
        label={t("row.strip", { code: machine.code })}
      />
    );
  },
  (before, after) =>
    before.machine === after.machine &&
    before.colours === after.colours &&
    before.range.from === after.range.from &&
    before.range.to === after.range.to,
);
