import { useTranslation } from "react-i18next";
import type { HourRow } from "#shared/oee/oee.contract.ts";
import { HourBars } from "#shared/ui/chart/HourBars.tsx";
import { paceOf } from "#shared/ui/figure/pace.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useFormat } from "../../../shell/use-format.ts";
import { usePaceText } from "../use-pace-text.ts";
import classes from "./HoursPanel.module.css";

/** Pieces of each hour against what was due, and the sum so far. */
export function HoursPanel(props: { rows: readonly HourRow[] }) {
  const { t } = useTranslation("machines");
  const format = useFormat();
  const paceText = usePaceText();
  const { rows } = props;
  const good = rows.reduce((sum, row) => sum + row.good, 0);
  const reject = rows.reduce((sum, row) => sum + row.reject, 0);
  const known = rows.filter((row) => row.due !== null);
  const due = known.length === 0 ? null : known.reduce((sum, row) => sum + (row.due ?? 0), 0);

  const describe = (index: number): string => {
    const row = rows[index];
    if (row === undefined) return "";
    return [
      `${format.clock(row.start)}–${format.clock(row.end)}`,
      t("hours.good", { pieces: format.pieces(row.good) }),
      t("hours.reject", { pieces: format.pieces(row.reject) }),
      ...(row.due === null ? [] : [t("hours.due", { pieces: format.pieces(Math.floor(row.due)) })]),
      paceText(paceOf(row.good, row.due)),
    ].join(" · ");
  };

  return (
    <Panel
      title={t("hours.title")}
      aside={
        <span className={classes.sum}>
          <b>{format.pieces(good)}</b>{" "}
          {due === null
            ? t("hours.goodPieces")
            : t("pace.of", { due: format.pieces(Math.floor(due)) })}{" "}
          · <b>{paceText(paceOf(good, due))}</b>
        </span>
      }
    >
      {rows.length === 0 ? (
        <p className={classes.none}>{t("hours.none")}</p>
      ) : (
        <HourBars
          bars={rows}
          unit={t("hours.unit")}
          label={rows.map((_, index) => describe(index)).join("; ")}
          pieces={format.pieces}
          describe={(_, index) => describe(index)}
          legend={
            <>
              <span className={classes.key} data-key="good">
                {t("hours.good", { pieces: format.pieces(good) })}
              </span>
              <span className={classes.key} data-key="reject">
                {t("hours.reject", { pieces: format.pieces(reject) })}
              </span>
              {due !== null && (
                <span className={classes.key} data-key="due">
                  {t("hours.target")}
                </span>
              )}
            </>
          }
        />
      )}
    </Panel>
  );
}
