import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { minuteMs } from "#shared/kernel/instant.ts";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./wall.module.css";

const shownLosses = 5;

/** What the running shift lost most on, over the whole plant. */
export function WallLosses(props: { tiles: readonly BoardTile[]; now: number }) {
  const { t } = useTranslation("wall");
  const format = useFormat();
  const api = useApi();
  const start = Math.min(...props.tiles.flatMap(({ shift }) => shift?.start ?? []));
  const to = Math.ceil(props.now / minuteMs) * minuteMs;
  const isAsked = Number.isFinite(start) && start < to;
  const pareto = useQuery(
    api.analysis.pareto.queryOptions({
      input: { range: { from: isAsked ? start : 0, to: isAsked ? to : 1 }, by: "reason" },
      enabled: isAsked,
      placeholderData: keepPreviousData,
      refetchInterval: minuteMs,
    }),
  );
  const rows = (pareto.data?.rows ?? []).slice(0, shownLosses);
  const most = Math.max(1, ...rows.map(({ ms }) => ms));
  return (
    <section className={classes.losses}>
      <h2>{t("losses.title")}</h2>
      {rows.length === 0 && (
        <p className={classes.message}>{t(isAsked ? "losses.none" : "noShift")}</p>
      )}
      <ol>
        {rows.map((row) => (
          <li key={row.key}>
            <span>{row.name === "" ? t("losses.noReason") : row.name}</span>
            <b>{format.duration(row.ms)}</b>
            <i style={{ width: `${(100 * row.ms) / most}%` }} />
          </li>
        ))}
      </ol>
    </section>
  );
}
