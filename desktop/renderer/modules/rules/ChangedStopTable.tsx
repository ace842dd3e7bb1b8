import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { PreviewResult } from "#shared/rules/preview-change.ts";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { reasonName } from "./reason-name.ts";
import classes from "./rules.module.css";

/** The stops a change would touch, the longest first, each with the way to its minutes. */
export function ChangedStopTable(props: { result: PreviewResult }) {
  const { t, i18n } = useTranslation(["rules", "oee"]);
  const format = useFormat();
  const { stops, stopCount } = props.result;
  if (stops.length === 0) return null;
  const byRules = stops.some(({ after }) => after.ruleName !== null);
  const meaning = ({ timeClass, reason }: (typeof stops)[number]["before"]) =>
    [
      t(`oee:classes.${timeClass}`),
      reason === null ? t("rules:noReason") : reasonName(reason, i18n.language),
    ].join(" · ");
  return (
    <>
      <h3 className={classes.partTitle}>
        {stopCount > stops.length
          ? t("rules:preview.longestStops", { count: stops.length })
          : t("rules:preview.allStops")}
      </h3>
      <ScrollTable
        label={t("rules:preview.allStops")}
        head={
          <tr>
            <th>{t("rules:machine")}</th>
            <th>{t("rules:preview.begin")}</th>
            <th className={classes.number}>{t("rules:preview.changedTime")}</th>
            <th>{t("rules:preview.before")}</th>
            <th>{t("rules:preview.after")}</th>
            {byRules && <th>{t("rules:preview.byRule")}</th>}
          </tr>
        }
      >
        {stops.map((stop) => (
          <tr key={`${stop.machineId} ${stop.start}`}>
            <td>{stop.machineCode}</td>
            <td className={classes.still}>
              <StopLink machineId={stop.machineId} start={stop.start} end={stop.end} />
            </td>
            <td className={classes.number}>{format.duration(stop.changedMs)}</td>
            <td>
              {meaning(stop.before)}
              {stop.cause !== null && <span className={classes.cause}>{stop.cause}</span>}
            </td>
            <td>{meaning(stop.after)}</td>
            {byRules && <td>{stop.after.ruleName ?? "–"}</td>}
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}

/** A stop by its beginning; leads to the proof of its time. */
export function StopLink(props: { machineId: string; start: number; end: number }) {
  const format = useFormat();
  const { machineId, start, end } = props;
  return (
    <Anchor
      component={Link}
      to={`/machines/${machineId}/proof` as never}
      search={{ from: start, to: Math.max(start + 1_000, end) } as never}
      inherit
      underline="always"
    >
      {format.dateTime(start)}
    </Anchor>
  );
}
