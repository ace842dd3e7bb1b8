import { useTranslation } from "react-i18next";
import type { CallRow } from "#shared/andon/andon.contract.ts";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import { useFormat } from "../../shell/use-format.ts";
import { usePlant } from "../../shell/use-session.ts";
import { markOfTile } from "../machines/board/tile-mark.ts";
import classes from "./wall.module.css";

/** Machines of one page: state, how long, OEE and pieces against what is due. */
export function WallMachines(props: {
  tiles: readonly BoardTile[];
  calls: readonly CallRow[];
  now: number;
}) {
  const { tiles, calls, now } = props;
  return (
    <ul className={classes.machines} data-count={tiles.length}>
      {tiles.map((tile) => (
        <WallMachine
          key={tile.machineId}
          tile={tile}
          call={calls.find(({ machineId }) => machineId === tile.machineId) ?? null}
          now={now}
        />
      ))}
    </ul>
  );
}

function WallMachine(props: { tile: BoardTile; call: CallRow | null; now: number }) {
  const { t } = useTranslation("wall");
  const format = useFormat();
  const { plant } = usePlant();
  const { tile, call, now } = props;
  const mark = markOfTile(tile, now, plant.policy.minorStopMs);
  const Icon = mark.icon;
  return (
    <li className={classes.machine}>
      <div className={classes.state} style={markStyle(mark.code)}>
        <Icon aria-hidden />
        <span>{t(mark.wordKey)}</span>
        {tile.since !== null && <time>{format.duration(Math.max(0, now - tile.since))}</time>}
      </div>
      <div className={classes.code}>{tile.code}</div>
      <div className={classes.made}>
        <b>{format.pieces(tile.good)}</b>
        {tile.due !== null && (
          <span> {t("ofDue", { due: format.pieces(Math.round(tile.due)) })}</span>
        )}
      </div>
      <div className={classes.oee} data-few={tile.flags.includes("insufficient_data") || undefined}>
        {tile.oee.value === null ? "–" : format.percent(tile.oee.value, 0)}
        <small>OEE</small>
      </div>
      {call !== null && (
        <div className={classes.call}>
          {t(`kinds.${call.kind}`)} · {format.duration(Math.max(0, now - call.openedAt))}
        </div>
      )}
    </li>
  );
}
