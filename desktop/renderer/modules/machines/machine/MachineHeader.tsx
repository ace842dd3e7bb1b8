import { useTranslation } from "react-i18next";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { StateBadge } from "#shared/ui/theme/StateBadge.tsx";
import { useEngineClock } from "../../../shell/use-engine-clock.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { usePlant } from "../../../shell/use-session.ts";
import { markOfTile } from "../board/tile-mark.ts";
import { causeText } from "../cause-text.ts";
import classes from "./MachineHeader.module.css";

/** State and since when, beside the machine's name. */
export function MachineStatus(props: { tile: BoardTile }) {
  const { t } = useTranslation("machines");
  const format = useFormat();
  const { plant } = usePlant();
  const now = useEngineClock();
  const { tile } = props;
  const mark = markOfTile(tile, now, plant.policy.minorStopMs);
  return (
    <>
      {tile.link === "lost" ? (
        <StateBadge mark={mark} size="lg" word={t("board.linkLost")} />
      ) : (
        <StateBadge mark={mark} size="lg" />
      )}
      <span className={classes.since}>
        {tile.since !== null && (
          <span title={format.dateTimeSeconds(tile.since)}>
            {format.duration(Math.max(0, now - tile.since))}
          </span>
        )}
        {tile.cause !== null && ` · ${causeText(tile.cause, t)}`}
      </span>
    </>
  );
}

/** What the machine makes, how fast, and whether its readings come in. */
export function MachineFactsLine(props: { tile: BoardTile }) {
  const { t } = useTranslation("machines");
  const format = useFormat();
  const { tile } = props;
  const product = [tile.productCode, tile.productName].filter((part) => part !== null).join(" ");
  const lost =
    tile.lastDataAt === null
      ? t("facts.neverRead")
      : t("facts.lostSince", { time: format.dateTime(tile.lastDataAt) });
  const facts = [
    [t("facts.product"), product === "" ? t("board.noProduct") : product],
    [t("facts.order"), tile.orderNo ?? "–"],
    [
      t("facts.rate"),
      tile.ratePerMinute === null
        ? "–"
        : t("board.rate", { rate: format.number(tile.ratePerMinute) }),
    ],
    [t("facts.shift"), tile.shift?.name ?? t("board.noShift")],
    [t("facts.link"), tile.link === "lost" ? lost : t(`facts.links.${tile.link}`)],
  ] as const;
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
