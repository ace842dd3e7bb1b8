import { Anchor } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { UptimeRow } from "#shared/ledger/ledger.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { Empty } from "../../shell/PageStates.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./LedgerPage.module.css";

/** How each connection held: what was lost, how much of it by our own doing, and why. */
export function UptimePanel(props: { rows: readonly UptimeRow[] }) {
  const { t } = useTranslation("ledger");
  const format = useFormat();
  if (props.rows.length === 0)
    return (
      <Panel title={t("uptime.title")}>
        <Empty
          icon={IconPlugConnected}
          title={t("uptime.empty.title")}
          text={t("uptime.empty.text")}
        />
      </Panel>
    );
  return (
    <Panel title={t("uptime.title")}>
      <ScrollTable
        label={t("uptime.title")}
        head={
          <tr>
            <th>{t("uptime.connection")}</th>
            <th className={classes.number}>{t("uptime.share")}</th>
            <th className={classes.number}>{t("uptime.watched")}</th>
            <th className={classes.number}>{t("uptime.lost")}</th>
            <th className={classes.number} title={t("uptime.ownHint")}>
              {t("uptime.own")}
            </th>
            <th className={classes.number}>{t("uptime.gaps")}</th>
            <th className={classes.number}>{t("uptime.longest")}</th>
            <th>{t("uptime.causes")}</th>
          </tr>
        }
      >
        {props.rows.map((row) => (
          <tr key={row.connectionId}>
            <td className={classes.name}>
              <Anchor
                component={Link}
                to={`/setup/connections/${row.connectionId}` as never}
                inherit
                underline="always"
              >
                {row.code}
              </Anchor>{" "}
              <span className={classes.quiet}>{row.name}</span>
            </td>
            <td className={classes.number}>
              {row.watchedMs === 0
                ? "–"
                : format.percent(1 - row.lostMs / row.watchedMs, row.lostMs === 0 ? 0 : 2)}
            </td>
            <td className={classes.number}>{format.duration(row.watchedMs)}</td>
            <td className={classes.number}>{format.duration(row.lostMs)}</td>
            <td className={classes.number}>{format.duration(row.ownMs)}</td>
            <td className={classes.number}>{format.pieces(row.gapCount)}</td>
            <td className={classes.number}>{format.duration(row.longestMs)}</td>
            <td className={classes.causes}>
              {row.byCause
                .map(
                  ({ cause, count, ms }) =>
                    `${t(`causes.${cause}.title`)} ${format.duration(ms)}${count > 1 ? ` (${count}×)` : ""}`,
                )
                .join(" · ") || "–"}
            </td>
          </tr>
        ))}
      </ScrollTable>
    </Panel>
  );
}
