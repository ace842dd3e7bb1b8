import type { TFunction } from "i18next";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import type { Figure } from "#shared/oee/figure.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { StateBadge } from "#shared/ui/theme/StateBadge.tsx";
import type { PageFormat } from "../../../shell/use-format.ts";
import { markOfTile } from "../board/tile-mark.ts";
import { causeText } from "../cause-text.ts";

interface ColumnsOf {
  readonly t: TFunction<["machines", "oee"]>;
  readonly format: PageFormat;
  readonly now: number;
  readonly minorStopMs: number;
}

/** What the table of machines shows; figures are those of the current shift. */
export function machineColumns({
  t,
  format,
  now,
  minorStopMs,
}: ColumnsOf): TableColumn<BoardTile>[] {
  const figureColumn = (
    key: "oee" | "availability" | "effectiveness" | "quality",
    from?: "lg",
  ): TableColumn<BoardTile> => ({
    key,
    label: t(`oee:kpis.${key}.name`),
    value: (tile) => tile[key].value,
    cell: (tile) => <FigureText figure={tile[key]} format={format} />,
    isSortable: true,
    align: "end",
    ...(from === undefined ? {} : { from }),
  });
  const mark = (tile: BoardTile) => markOfTile(tile, now, minorStopMs);
  return [
    {
      key: "code",
      label: t("machines:list.code"),
      value: (tile) => tile.code,
      isSortable: true,
    },
    {
      key: "name",
      label: t("machines:list.name"),
      value: (tile) => tile.name,
      isSortable: true,
      from: "md",
    },
    {
      key: "state",
      label: t("machines:list.state"),
      value: (tile) => t(mark(tile).wordKey),
      cell: (tile) => <StateBadge mark={mark(tile)} size="sm" />,
      isSortable: true,
    },
    {
      key: "since",
      label: t("machines:list.since"),
      value: (tile) => (tile.since === null ? null : now - tile.since),
      cell: (tile) => (tile.since === null ? "–" : format.duration(Math.max(0, now - tile.since))),
      isSortable: true,
      align: "end",
      from: "md",
    },
    figureColumn("oee"),
    figureColumn("availability", "lg"),
    figureColumn("effectiveness", "lg"),
    figureColumn("quality", "lg"),
    {
      key: "good",
      label: t("machines:list.good"),
      value: (tile) => tile.good,
      cell: (tile) => format.pieces(tile.good),
      isSortable: true,
      align: "end",
      from: "md",
    },
    {
      key: "product",
      label: t("machines:list.product"),
      value: (tile) => tile.productCode,
      isSortable: true,
      from: "md",
    },
    {
      key: "cause",
      label: t("machines:list.cause"),
      value: (tile) => (tile.cause === null ? null : causeText(tile.cause, t)),
      isExtra: true,
    },
    {
      key: "coverage",
      label: t("machines:list.coverage"),
      value: (tile) => tile.coverage,
      cell: (tile) => (tile.coverage === null ? "–" : format.percent(tile.coverage, 0)),
      isSortable: true,
      align: "end",
      isExtra: true,
    },
    {
      key: "reject",
      label: t("machines:list.reject"),
      value: (tile) => tile.reject,
      cell: (tile) => format.pieces(tile.reject),
      isSortable: true,
      align: "end",
      isExtra: true,
    },
    {
      key: "kind",
      label: t("machines:list.kind"),
      value: (tile) => t(`machines:kinds.${tile.kind}`),
      isSortable: true,
      isExtra: true,
    },
  ];
}

function FigureText(props: { figure: Figure; format: PageFormat }) {
  const { text, reason } = props.format.figure(props.figure);
  return <span title={reason ?? undefined}>{text}</span>;
}
