import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { causeText } from "../machines/cause-text.ts";
import { clockOffsetText } from "./clock-offset-text.ts";
import { connectionWarnings } from "./connection-warnings.ts";
import classes from "./connections.module.css";
import { LinkMark } from "./LinkMark.tsx";

interface CellProps {
  readonly row: ConnectionRow;
}

/** Whether the link is up, and when it is not: why, since when, and what to try. */
export function LinkCell({ row }: CellProps) {
  const { t } = useTranslation(["ledger", "machines"]);
  const { t: machineWords } = useTranslation("machines");
  const format = useFormat();
  const isLost = row.link === "lost" && row.cause !== null;
  return (
    <span className={classes.linkCell}>
      <LinkMark link={row.link} />
      {isLost && (
        <small>
          <b>{causeText(row.cause!, machineWords)}</b>
          {row.since !== null && ` · ${format.relative(row.since)}`}
          {row.cause !== "starting" && (
            <span title={row.detail ?? undefined}>
              {t(`ledger:causes.${row.cause}.try`, { defaultValue: row.detail ?? "" })}
            </span>
          )}
        </small>
      )}
    </span>
  );
}

/** How long ago anything came, of any tag. */
export function LastValueCell({ row }: CellProps) {
  const format = useFormat();
  const now = useEngineClock(1_000);
  if (row.lastDataAt === null) return <span className={classes.quiet}>–</span>;
  return (
    <span title={format.dateTimeSeconds(row.lastDataAt)}>
      {format.duration(Math.max(0, now - row.lastDataAt))}
    </span>
  );
}

/** What else needs an eye: a wrong clock, a certificate that ends, readings lost, bad tags. */
export function WarningsCell({ row }: CellProps) {
  const words = useWarningText();
  const now = useEngineClock(60_000);
  const warnings = connectionWarnings(row, now);
  if (warnings.length === 0) return <span className={classes.quiet}>–</span>;
  return (
    <span className={classes.warnings}>
      {warnings.map((warning) => (
        <span key={warning} className={classes.warning}>
          <IconAlertTriangle size={14} aria-hidden /> {words(row)[warning]}
        </span>
      ))}
    </span>
  );
}

/** Warnings of a connection in words, with its own figures. */
export function useWarningText() {
  const { t } = useTranslation("connections");
  const format = useFormat();
  return (row: ConnectionRow) => ({
    clock_off: t("warnings.clock_off", {
      offset: clockOffsetText(row.clockOffsetMs ?? 0, format.duration),
    }),
    certificate_expired: t("warnings.certificate_expired"),
    certificate_soon: t("warnings.certificate_soon", {
      date: format.date(row.certificateValidTo ?? 0),
    }),
    readings_lost: t("warnings.readings_lost", { count: row.lostCount + row.overflowCount }),
    bad_tags: t("warnings.bad_tags", { bad: row.badTagCount, total: row.tagCount }),
    no_tags: t("warnings.no_tags"),
  });
}
