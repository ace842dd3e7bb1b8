import { Badge, Tooltip } from "@mantine/core";
import { IconArrowRight, IconTrophy } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { phaseNames, type ChangeoverRow, type StripPoint } from "#shared/runs/changeover.ts";
import type { MatrixCell } from "#shared/runs/changeover-matrix.ts";
import { useFormat } from "../../shell/use-format.ts";
import { aroundStrip, barOf, isPartial, knownMs } from "./strip-bar.ts";
import classes from "./changeovers.module.css";

const points = ["lastGood", "stopped", "firstPiece", "firstGood", "atRate"] as const;

/** The phases and what their colours mean. */
export function PhaseLegend() {
  const { t } = useTranslation("runs");
  return (
    <ul className={classes.legend} aria-label={t("changeovers.legend")}>
      {phaseNames.map((phase) => (
        <li key={phase}>
          <span className={classes.swatch} data-phase={phase} aria-hidden />
          {t(`phases.${phase}.name`)}{" "}
          <span className={classes.quiet}>{t(`phases.${phase}.span`)}</span>
        </li>
      ))}
      <li>
        <span className={classes.bestSwatch} aria-hidden /> {t("changeovers.bestMark")}
      </li>
    </ul>
  );
}

/** Changeovers as bars on one scale, each with the best of its kind beside it; a click opens the seconds. */
export function FilmStrips(props: {
  readonly rows: readonly ChangeoverRow[];
  readonly cells: readonly MatrixCell[];
}) {
  const { rows, cells } = props;
  const longestMs = Math.max(1, ...rows.map(knownMs));
  return (
    <ol className={classes.strips}>
      {rows.map((row) => (
        <Strip
          key={row.id}
          row={row}
          longestMs={longestMs}
          cell={cells.find(
            ({ machineId, fromCode, toCode }) =>
              machineId === row.machineId &&
              fromCode === row.from.productCode &&
              toCode === row.to.productCode,
          )}
        />
      ))}
    </ol>
  );
}

function Strip(props: {
  readonly row: ChangeoverRow;
  readonly longestMs: number;
  readonly cell: MatrixCell | undefined;
}) {
  const { t } = useTranslation("runs");
  const format = useFormat();
  const { row, longestMs, cell } = props;
  const parts = barOf(row, longestMs);
  const best = cell?.whole?.bestMs ?? null;
  const isBest = cell?.bestId === row.id && (cell.whole?.n ?? 0) > 1;
  const { from, to } = aroundStrip(row);
  const made = (side: ChangeoverRow["from"]) =>
    row.kind === "product"
      ? (side.productCode ?? t("noProduct"))
      : (side.orderNo ?? side.productCode ?? t("noProduct"));
  const offMs = row.whole === null ? 0 : row.whole.ms - row.whole.plannedMs;
  return (
    <li>
      <Link
        className={classes.strip}
        to={"/machines/$machineId" as never}
        params={{ machineId: row.machineId } as never}
        search={{ from, to } as never}
        aria-label={t("changeovers.open", {
          machine: row.machineCode,
          at: format.dateTime(row.at),
        })}
      >
        <span className={classes.head}>
          <span className={classes.when}>
            <b>{row.machineCode}</b>{" "}
            <span className={classes.quiet}>{format.dateTime(row.at)}</span>
          </span>
          <span className={classes.change}>
            {made(row.from)} <IconArrowRight size={14} aria-label={t("changeovers.to")} />{" "}
            {made(row.to)}
          </span>
          <span className={classes.length}>
            {isBest && (
              <Badge
                size="sm"
                variant="light"
                color="accent"
                tt="none"
                leftSection={<IconTrophy size={12} aria-hidden />}
              >
                {t("changeovers.best")}
              </Badge>
            )}
            {row.outcome !== "complete" && (
              <Badge size="sm" variant="outline" color="gray" tt="none">
                {t(`outcomes.${row.outcome}`)}
              </Badge>
            )}
            <b>
              {row.whole !== null
                ? format.duration(row.whole.ms)
                : parts.length > 0
                  ? t("changeovers.atLeast", { time: format.duration(knownMs(row)) })
                  : "–"}
            </b>
          </span>
        </span>
        <span className={classes.bar} aria-hidden>
          {parts.map((part) => (
            <Tooltip
              key={part.phase}
              label={`${t(`phases.${part.phase}.name`)}: ${format.duration(part.ms)}`}
            >
              <span
                className={classes.part}
                data-phase={part.phase}
                style={{ width: `${part.share * 100}%` }}
              >
                {part.share > 0.09 ? format.duration(part.ms) : ""}
              </span>
            </Tooltip>
          ))}
          {isPartial(row) && <span className={classes.missing} />}
          {best !== null && best <= longestMs && (
            <span
              className={classes.bestLine}
              style={{ insetInlineStart: `${(best / longestMs) * 100}%` }}
            />
          )}
        </span>
        <span className={classes.points}>
          {points.map((name) => (
            <Point key={name} name={name} point={row[name]} />
          ))}
        </span>
        {(best !== null || offMs > 0 || row.unknownMs > 0) && (
          <span className={classes.beside}>
            {cell?.whole != null &&
              t("changeovers.beside", {
                best: format.duration(cell.whole.bestMs),
                median: format.duration(cell.whole.medianMs),
                count: cell.whole.n,
              })}
            {offMs > 0 && ` ${t("changeovers.offShift", { time: format.duration(offMs) })}`}
            {row.unknownMs > 0 &&
              ` ${t("changeovers.unknown", { time: format.duration(row.unknownMs) })}`}
          </span>
        )}
      </Link>
    </li>
  );
}

function Point(props: { readonly name: (typeof points)[number]; readonly point: StripPoint }) {
  const { t } = useTranslation("runs");
  const format = useFormat();
  const { name, point } = props;
  return (
    <span className={classes.point} data-missing={point.at === null || undefined}>
      <span className={classes.quiet}>{t(`points.${name}`)}</span>
      {point.at === null ? (
        <span>{t(`gaps.${point.reason}.short`)}</span>
      ) : (
        <span title={t(`known.${point.known}`)}>
          {point.known === "second"
            ? format.clockSeconds(point.at)
            : t("changeovers.about", { at: format.clock(point.at) })}
        </span>
      )}
    </span>
  );
}
