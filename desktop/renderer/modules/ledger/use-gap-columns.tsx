import { useTranslation } from "react-i18next";
import type { GapRow } from "#shared/ledger/ledger.contract.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./LedgerPage.module.css";

/** What a server's history gave of a gap, in words. */
export function useBackReadText(): (gap: GapRow) => string {
  const { t } = useTranslation("ledger");
  return ({ backRead: told }) =>
    told === null
      ? t("gaps.notAsked")
      : told.failure !== null
        ? t("gaps.backReadFailed", { why: told.failure })
        : t("gaps.backReadSamples", { count: told.samples });
}

/** The columns of the list of gaps; the export has the times in ISO and the length in seconds. */
export function useGapColumns(): readonly TableColumn<GapRow>[] {
  const { t } = useTranslation("ledger");
  const format = useFormat();
  const now = useEngineClock(1_000);
  const lasting = (gap: GapRow) => Math.max(0, (gap.endsAt ?? now) - gap.startsAt);
  const words = (gap: GapRow, part: "title" | "meaning" | "try") =>
    t(`causes.${gap.cause}.${part}`);
  const backRead = useBackReadText();
  return [
    {
      key: "startsAt",
      label: t("gaps.start"),
      value: (gap) => new Date(gap.startsAt).toISOString(),
      cell: (gap) => format.dateTimeSeconds(gap.startsAt),
      width: "12rem",
    },
    {
      key: "end",
      label: t("gaps.end"),
      value: (gap) => (gap.endsAt === null ? null : new Date(gap.endsAt).toISOString()),
      cell: (gap) =>
        gap.endsAt === null ? <b>{t("gaps.open")}</b> : format.dateTimeSeconds(gap.endsAt),
      from: "lg",
      width: "12rem",
    },
    {
      key: "duration",
      label: t("gaps.duration"),
      value: (gap) => Math.round(lasting(gap) / 1_000),
      kind: "seconds",
      cell: (gap) => format.duration(lasting(gap)),
      align: "end",
      width: "8rem",
    },
    {
      key: "connection",
      label: t("gaps.connection"),
      value: (gap) => gap.connectionCode,
      cell: (gap) =>
        gap.tagCode === null ? (
          gap.connectionCode
        ) : (
          <>
            {gap.connectionCode}{" "}
            <span className={classes.quiet}>{t("gaps.ofTag", { tag: gap.tagCode })}</span>
          </>
        ),
      width: "10rem",
    },
    {
      key: "cause",
      label: t("gaps.cause"),
      value: (gap) => words(gap, "title"),
      cell: (gap) => (
        <span title={`${words(gap, "meaning")} ${words(gap, "try")}`}>{words(gap, "title")}</span>
      ),
    },
    {
      key: "try",
      label: t("gaps.try"),
      value: (gap) => words(gap, "try"),
      isExtra: true,
    },
    {
      key: "backRead",
      label: t("gaps.backRead"),
      value: backRead,
      from: "lg",
      width: "10rem",
    },
    { key: "detail", label: t("gaps.detail"), value: (gap) => gap.detail, isExtra: true },
    { key: "tag", label: t("gaps.tag"), value: (gap) => gap.tagCode, isExtra: true },
  ];
}
