import { memo, useCallback } from "react";
import { hourMs } from "#shared/kernel/instant.ts";
import type { BoardTile as Tile } from "#shared/machines/machines.contract.ts";
import { StateStrip } from "#shared/ui/strip/StateStrip.tsx";
import { stateTotals, stripSignature } from "#shared/ui/strip/strip-layout.ts";
import { TileCalls } from "../../andon/TileCalls.tsx";
import { KnowledgeBar } from "../../ledger/KnowledgeBar.tsx";
import { FlagChips } from "../../oee/FlagChips.tsx";
import { useBoard, useTile } from "./board-context.ts";
import { useOpenLink } from "./use-open-link.ts";
import { moveBetweenTiles } from "./move-between-tiles.ts";
import { TileFactor, TileHead, TilePace } from "./TileParts.tsx";
import { markOfTile } from "./tile-mark.ts";
import classes from "./BoardTile.module.css";

const stripLengthMs = 8 * hourMs;
/** Eight hours over 800 columns. */
const stripStepMs = stripLengthMs / 800;

/** One machine. The whole tile opens the machine, its OEE opens the proof; both are real links. */
export const BoardTile = memo(function BoardTile(props: { machineId: string; isTabStop: boolean }) {
  const view = useTile(props.machineId);
  const { minorStopMs, targetOee, t, format, views } = useBoard();
  const { machineId } = props;
  const watch = useCallback(
    (element: HTMLLIElement) => views.watch(element, machineId),
    [views, machineId],
  );
  const open = useOpenLink();
  if (view === undefined) return null;
  const { tile, at } = view;
  const mark = markOfTile(tile, at, minorStopMs);
  const oee = format.figure(tile.oee);
  const hasFewData = tile.flags.includes("insufficient_data");
  const tabIndex = props.isTabStop ? 0 : -1;
  return (
    <li ref={watch} className={classes.tile} data-mark={mark.code}>
      <TileHead
        mark={mark.code}
        isLinkLost={tile.link === "lost"}
        since={tile.since}
        cause={tile.cause}
      />
      <div className={classes.name}>
        <a
          className={classes.link}
          href={`/machines/${tile.machineId}`}
          onClick={open}
          onKeyDown={moveBetweenTiles}
          data-machine={tile.machineId}
          tabIndex={tabIndex}
        >
          {tile.code}
        </a>
        <span className={classes.machineName}>{tile.name}</span>
      </div>
      <TileCalls machineId={machineId} />
      <Product tile={tile} />
      <div className={classes.figures}>
        <a
          className={classes.oee}
          href={`/machines/${tile.machineId}/proof`}
          onClick={open}
          onKeyDown={moveBetweenTiles}
          tabIndex={tabIndex}
          data-few-data={hasFewData || undefined}
          title={oee.reason ?? t("machines:board.openProof")}
        >
          <span className={classes.oeeLabel}>{t("oee:kpis.oee.name")}</span>
          <span className={classes.oeeValue}>{oee.text}</span>
          <span className={classes.bar} aria-hidden="true">
            <span
              className={classes.barFill}
              style={{ transform: `scaleX(${Math.min(1, tile.oee.value ?? 0)})` }}
            />
            <span className={classes.barTarget} style={{ left: `${targetOee * 100}%` }} />
          </span>
        </a>
        <TileFactor
          letter={t("oee:kpis.availability.letter")}
          name={t("oee:kpis.availability.name")}
          figure={tile.availability}
        />
        <TileFactor
          letter={t("oee:kpis.effectiveness.letter")}
          name={t("oee:kpis.effectiveness.name")}
          figure={tile.effectiveness}
        />
        <TileFactor
          letter={t("oee:kpis.quality.letter")}
          name={t("oee:kpis.quality.name")}
          figure={tile.quality}
        />
      </div>
      {oee.reason !== null && <div className={classes.reason}>{oee.reason}</div>}
      <TilePace good={tile.good} due={tile.due} ratePerMinute={tile.ratePerMinute} />
      <div className={classes.foot}>
        <span className={classes.shift}>{tile.shift?.name ?? t("machines:board.noShift")}</span>
        {tile.knownBy !== null && <KnowledgeBar knownBy={tile.knownBy} size="tile" />}
        <FlagChips
          flags={tile.flags.join(" ")}
          coverage={tile.coverage === null ? null : format.percent(tile.coverage, 0)}
        />
      </div>
      <TileStrip spans={tile.strip} at={at} signature={stripSignature(tile.strip)} />
    </li>
  );
});

function Product(props: { tile: Tile }) {
  const { t } = useBoard();
  const { productCode, productName, orderNo } = props.tile;
  if (productCode === null && orderNo === null)
    return (
      <div className={`${classes.product} ${classes.quiet}`}>{t("machines:board.noProduct")}</div>
    );
  const text = [productCode, productName, orderNo].filter((part) => part !== null).join(" · ");
  return (
    <div className={classes.product} title={text}>
      {text}
    </div>
  );
}

/**
 * The strip follows the tile only when it would look different: its spans changed, or the window moved by what a
 * narrow pixel is. `signature` stands for both.
 */
const TileStrip = memo(
  function TileStrip(props: { spans: Tile["strip"]; at: number; signature: number }) {
    const { t, format, colours } = useBoard();
    const { spans, at } = props;
    const totals = stateTotals(spans, { start: at - stripLengthMs, end: at }, at)
      .map(({ state, ms }) => `${t(`shell:states.${state}`)} ${format.duration(ms)}`)
      .join(", ");
    return (
      <div className={classes.strip}>
        <StateStrip
          spans={spans}
          now={at}
          lengthMs={stripLengthMs}
          height={18}
          colours={colours}
          label={t("machines:board.strip", { totals })}
        />
      </div>
    );
  },
  (before, after) =>
    before.signature === after.signature &&
    Math.floor(before.at / stripStepMs) === Math.floor(after.at / stripStepMs),
);
