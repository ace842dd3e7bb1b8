import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { StopRow } from "#shared/stops/stop-row.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import { useFormat } from "../../shell/use-format.ts";
import { causeText } from "../machines/cause-text.ts";
import { classMarks } from "../oee/class-mark.ts";
import { reasonName } from "../rules/reason-name.ts";
import { ReasonMark } from "./ReasonMark.tsx";
import classes from "./stops.module.css";

interface Selecting {
  readonly isChosen: (id: string) => boolean;
  readonly toggle: (stop: StopRow) => void;
}

/** An hour fills the bar; a longer stop says its length in words. */
const barMs = 3_600_000;

/** The columns of the list of stops: which are chosen, when, how long, why. */
export function useStopColumns(selecting: Selecting): readonly TableColumn<StopRow>[] {
  const { t, i18n } = useTranslation(["stops", "oee", "machines"]);
  const format = useFormat();
  return [
    {
      key: "start",
      label: t("stops:columns.start"),
      value: (stop) => new Date(stop.start).toISOString(),
      cell: (stop) => (
        <span style={{ display: "flex", alignItems: "center" }} data-stop={stop.id}>
          <span className={classes.select}>
            <Checkbox
              size="md"
              onClick={(event) => event.stopPropagation()}
              checked={selecting.isChosen(stop.id)}
              onChange={() => selecting.toggle(stop)}
              aria-label={t("stops:choose.stop", {
                machine: stop.machineCode,
                at: format.clockSeconds(stop.start),
              })}
            />
          </span>
          <span className={classes.when}>
            {format.clockSeconds(stop.start)}
            <span className={classes.quiet}>
              <span className={classes.onPhone}>{stop.machineCode}</span>
              {format.dayShort(stop.start)}
            </span>
          </span>
        </span>
      ),
      width: "9.5rem",
    },
    {
      key: "machine",
      label: t("stops:columns.machine"),
      value: (stop) => stop.machineCode,
      from: "md",
      width: "8rem",
    },
    {
      key: "duration",
      label: t("stops:columns.duration"),
      value: (stop) => stop.elapsedMs / 1_000,
      cell: (stop) => (
        <span className={classes.bar}>
          <span>
            {format.duration(stop.elapsedMs)}
            {stop.isOpen && <span className={classes.quiet}> · {t("stops:stillStands")}</span>}
          </span>
          <span className={classes.track} aria-hidden>
            <span
              className={classes.fill}
              style={{
                ...markStyle(classMarks[stop.timeClass]),
                width: `${Math.min(100, (stop.elapsedMs / barMs) * 100)}%`,
              }}
            />
          </span>
        </span>
      ),
      width: "7rem",
    },
    {
      key: "reason",
      label: t("stops:columns.reason"),
      value: (stop) => (stop.reason === null ? null : reasonName(stop.reason, i18n.language)),
      cell: (stop) =>
        stop.reason === null && !stop.isUnclassified ? (
          <span className={classes.quiet}>{t(`oee:classes.${stop.timeClass}`)}</span>
        ) : (
          <ReasonMark reason={stop.reason} />
        ),
    },
    {
      key: "cause",
      label: t("stops:columns.cause"),
      value: (stop) => (stop.cause === null ? null : causeText(stop.cause, t)),
      from: "md",
    },
    {
      key: "class",
      label: t("stops:columns.class"),
      value: (stop) => t(`oee:classes.${stop.timeClass}`),
      from: "lg",
    },
    {
      key: "made",
      label: t("stops:columns.made"),
      value: (stop) => [stop.productCode, stop.orderNo].filter((one) => one !== null).join(" · "),
      from: "lg",
    },
    {
      key: "saidBy",
      label: t("stops:columns.saidBy"),
      value: (stop) => stop.saidBy ?? (stop.origin === null ? null : t("stops:origins.machine")),
      from: "lg",
    },
    {
      key: "end",
      label: t("stops:columns.end"),
      value: (stop) => new Date(stop.end).toISOString(),
      cell: (stop) => format.clockSeconds(stop.end),
      isExtra: true,
    },
    {
      key: "scheduled",
      label: t("stops:columns.scheduled"),
      value: (stop) => stop.scheduledMs / 1_000,
      cell: (stop) => format.duration(stop.scheduledMs),
      isExtra: true,
    },
    { key: "note", label: t("stops:note.label"), value: (stop) => stop.note, isExtra: true },
    {
      key: "shift",
      label: t("stops:columns.shift"),
      value: (stop) => stop.shiftName,
      isExtra: true,
    },
  ];
}
