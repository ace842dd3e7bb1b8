import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import type { GroupedResponse, ResponseFigures } from "#shared/andon/andon.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { useApi } from "../../shell/ApiProvider.tsx";
import { Failure, Loading } from "../../shell/PageStates.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import classes from "./andon.module.css";

const dayMs = 86_400_000;
const lookEveryMs = 60_000;
const grouping = z.object({
  by: z.enum(["kind", "machine", "shift"]).catch("kind"),
  days: z.coerce.number().int().min(1).max(366).catch(30),
});
const spans = [7, 30, 90];

/** How quickly calls are answered; whoever still waits is told beside the mean, not forgotten by it. */
export function ResponseTimesPanel() {
  const { t } = useTranslation("andon");
  const api = useApi();
  const now = useEngineClock(lookEveryMs);
  const [{ by, days }, change] = useSearchState(grouping);
  const to = Math.ceil(now / lookEveryMs) * lookEveryMs;
  const times = useQuery(
    api.andon.responseTimes.queryOptions({
      input: { range: { from: to - days * dayMs, to }, by },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <Panel
      title={t("times.title")}
      aside={
        <div className={classes.choices}>
          <SegmentedControl
            size="xs"
            aria-label={t("times.days")}
            value={String(days)}
            onChange={(value) => change({ days: Number(value) })}
            data={spans.map((count) => ({
              value: String(count),
              label: t("times.lastDays", { count }),
            }))}
          />
          <SegmentedControl
            size="xs"
            aria-label={t("times.by")}
            value={by}
            onChange={(value) => change({ by: grouping.parse({ by: value }).by })}
            data={(["kind", "machine", "shift"] as const).map((value) => ({
              value,
              label: t(`times.${value}`),
            }))}
          />
        </div>
      }
    >
      {times.error !== null && <Failure error={times.error} retry={() => void times.refetch()} />}
      {times.isPending && <Loading rows={2} />}
      {times.data !== undefined && (
        <>
          <Figures figures={times.data.all} />
          {times.data.rows.length > 0 && <Groups rows={times.data.rows} by={by} />}
        </>
      )}
    </Panel>
  );
}

function Figures({ figures }: { figures: ResponseFigures }) {
  const { t } = useTranslation("andon");
  const format = useFormat();
  const time = (ms: number | null) => (ms === null ? "–" : format.duration(ms));
  const shown = [
    ["acknowledgeMs", time(figures.acknowledgeMs)],
    ["resolveMs", time(figures.resolveMs)],
    ["longestMs", time(figures.longestMs)],
    ["calls", String(figures.calls)],
    ["waiting", String(figures.waiting)],
    ["cancelled", String(figures.cancelled)],
  ] as const;
  return (
    <>
      <dl className={classes.figures}>
        {shown.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`times.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {figures.waiting > 0 && (
        <p className={classes.quiet}>
          {t("times.ifNow", { count: figures.waiting, mean: time(figures.ifAnsweredNowMs) })}
        </p>
      )}
    </>
  );
}

function Groups(props: { rows: readonly GroupedResponse[]; by: "kind" | "machine" | "shift" }) {
  const { t } = useTranslation("andon");
  const format = useFormat();
  const { rows, by } = props;
  const time = (ms: number | null) => (ms === null ? "–" : format.duration(ms));
  const nameOf = (row: GroupedResponse) =>
    by === "kind" ? t(`kinds.${row.key}`) : row.name === "" ? t("times.noShift") : row.name;
  const columns = ["calls", "waiting", "acknowledgeMs", "resolveMs", "longestMs"] as const;
  return (
    <ScrollTable
      label={t("times.title")}
      head={
        <tr>
          <th>{t(`times.${by}`)}</th>
          {columns.map((key) => (
            <th key={key} className={classes.end}>
              {t(`times.${key}`)}
            </th>
          ))}
        </tr>
      }
    >
      {rows.map((row) => (
        <tr key={row.key}>
          <td>{nameOf(row)}</td>
          <td className={classes.end}>{row.calls}</td>
          <td className={classes.end}>{row.waiting}</td>
          <td className={classes.end}>{time(row.acknowledgeMs)}</td>
          <td className={classes.end}>{time(row.resolveMs)}</td>
          <td className={classes.end}>{time(row.longestMs)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
