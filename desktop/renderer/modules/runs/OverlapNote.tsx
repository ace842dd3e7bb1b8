import { useTranslation } from "react-i18next";
import type { RefusalData } from "#shared/kernel/refusal.ts";
import { Callout } from "../../shell/Callout.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./runs.module.css";

/** The run that was asked for and the one that has some of its time, one under the other. */
export function OverlapNote(props: { readonly rows: RefusalData["OVERLAP"]["rows"] }) {
  const { t } = useTranslation("runs");
  const format = useFormat();
  return (
    <Callout tone="alarm" title={t("overlap.title")}>
      <ul className={classes.overlap}>
        {props.rows.map((row, place) => (
          <li key={row.id ?? "wanted"}>
            <b>{t(place === 0 ? "overlap.wanted" : "overlap.stored")}</b> {row.label}
            <br />
            {format.dateTimeSeconds(row.start)} –{" "}
            {row.end === null ? t("stillRunning") : format.dateTimeSeconds(row.end)}
          </li>
        ))}
      </ul>
      <span>{t("overlap.wayOut")}</span>
    </Callout>
  );
}
