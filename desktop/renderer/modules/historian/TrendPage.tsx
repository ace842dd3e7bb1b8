import { Button, Group, useComputedColorScheme } from "@mantine/core";
import { IconChartLine } from "@tabler/icons-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Span } from "#shared/kernel/span.ts";
import { chartPicture } from "#shared/ui/chart/export-picture.ts";
import { trendColours } from "#shared/ui/chart/trend-colours.ts";
import { TrendChart } from "#shared/ui/chart/TrendChart.tsx";
import type { TrendLine } from "#shared/ui/chart/trend-line.ts";
import { zoneOffsetMs } from "#shared/ui/strip/zone-offset.ts";
import { Callout } from "../../shell/Callout.tsx";
import { Page } from "../../shell/Page.tsx";
import { Empty, Failure, Loading } from "../../shell/PageStates.tsx";
import { useCurrentShift } from "../../shell/use-current-shift.ts";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { usePlant } from "../../shell/use-session.ts";
import { ExportMenu } from "./ExportMenu.tsx";
import { RangeBar } from "./RangeBar.tsx";
import { isSwitch, laneWord, missingNotes } from "./reading-text.ts";
import type { PickableTag } from "./tag-facts.ts";
import { TagPicker } from "./TagPicker.tsx";
import { TrendLegend } from "./TrendLegend.tsx";
import classes from "./TrendPage.module.css";
import { tagIdsOf, trendSearch, viewOf, type TrendSearch } from "./trend-search.ts";
import { onChartKey } from "./use-chart-keys.ts";
import { usePickableTags } from "./use-pickable-tags.ts";
import { useTrendLines } from "./use-trend-lines.ts";

const dayMs = 86_400_000;

/** Readings of several tags over time, as they were stored. */
export function TrendPage() {
  const { t } = useTranslation("historian");
  const [search, setSearch] = useSearchState(trendSearch);
  const { pickable, failed } = usePickableTags();
  const chosen = useMemo(() => {
    const byId = new Map(pickable?.map((tag) => [tag.id, tag]));
    return tagIdsOf(search).flatMap((id) => byId.get(id) ?? []);
  }, [pickable, search]);
  if (failed !== undefined)
    return (
      <Page title={t("page.title")}>
        <Failure error={failed.error} retry={() => void failed.refetch()} />
      </Page>
    );
  if (pickable === undefined)
    return (
      <Page title={t("page.title")}>
        <Loading rows={3} height={80} />
      </Page>
    );
  return <Trend pickable={pickable} chosen={chosen} search={search} onChange={setSearch} />;
}

interface TrendProps {
  readonly pickable: readonly PickableTag[];
  readonly chosen: readonly PickableTag[];
  readonly search: TrendSearch;
  readonly onChange: (change: Partial<TrendSearch>) => void;
}

function Trend({ pickable, chosen, search, onChange }: TrendProps) {
  const { t } = useTranslation("historian");
  const format = useFormat();
  const { plant } = usePlant();
  const shift = useCurrentShift();
  const isLive = search.live && search.range !== null;
  const now = useEngineClock(1_000);
  // What is not live stands still from the moment it was chosen.
  const [frozenAt, setFrozenAt] = useState(now);
  const view = useMemo(
    () => viewOf(search, isLive ? now : frozenAt, shift),
    [search, isLive, now, frozenAt, shift],
  );
  const { lines, trend, isSummary } = useTrendLines(chosen, view, isLive);
  const [cursor, setCursor] = useState<number | null>(null);
  const chart = useRef<HTMLDivElement>(null);
  const colours = trendColours(useComputedColorScheme("light") === "dark" ? "dark" : "light");

  const change = useCallback(
    (patch: Partial<TrendSearch>) => {
      setFrozenAt(now);
      onChange(patch);
    },
    [now, onChange],
  );
  const show = (next: Span) => change({ range: null, from: next.start, to: next.end });
  const reset = () => change({ range: "1h", from: null, to: null });
  const words = useMemo(
    () => ({
      number: format.precise,
      tick: (at: number, stepMs: number) =>
        stepMs >= dayMs
          ? format.dayShort(at)
          : stepMs < 60_000
            ? format.clockSeconds(at)
            : format.clock(at),
    }),
    [format],
  );
  const wordOf = useCallback(
    (line: TrendLine, text: string) => laneWord(text, isSwitch(line), t),
    [t],
  );
  const picture = () =>
    chartPicture(chart.current!, {
      title: `${plant.name} · ${format.dateTimeSeconds(view.start)} – ${format.dateTimeSeconds(view.end)}`,
      legend: lines.map(({ label, unit }, i) => ({
        text: unit === "" ? label : `${label} (${unit})`,
        colour: colours.line(i),
      })),
      ground: colours.ground,
      ink: colours.mark,
    });

  return (
    <Page
      title={t("page.title")}
      purpose={t("page.purpose")}
      actions={<ExportMenu tags={chosen} view={view} picture={picture} />}
    >
      <TagPicker
        tags={pickable}
        chosen={chosen.map(({ id }) => id)}
        onChange={(ids) => change({ tags: ids.join(",") })}
      />
      <RangeBar
        search={search}
        view={view}
        zone={plant.zone}
        hasShift={shift !== null}
        onChange={change}
        onView={show}
      />
      {chosen.length === 0 && (
        <Empty
          icon={IconChartLine}
          title={pickable.length === 0 ? t("empty.noTags.title") : t("empty.title")}
          text={pickable.length === 0 ? t("empty.noTags.text") : t("empty.text")}
        />
      )}
      {chosen.length > 0 && trend.isError && trend.data === undefined && (
        <Failure error={trend.error} retry={() => void trend.refetch()} />
      )}
      {chosen.length > 0 && trend.isPending && <Loading rows={1} height={340} />}
      {chosen.length > 0 && trend.data !== undefined && (
        <>
          {isSummary && (
            <Callout tone="info" title={t("summary.title")}>
              <span>{t("summary.text")}</span>
            </Callout>
          )}
          <div
            ref={chart}
            className={classes.chart}
            data-busy={trend.isPlaceholderData && !isLive ? true : undefined}
          >
            <TrendChart
              lines={lines}
              view={view}
              until={now}
              cursor={cursor}
              marks={search}
              label={t("chart.label", { count: lines.length })}
              words={words}
              wordOf={wordOf}
              zoneOffsetMs={zoneOffsetMs(view.end, plant.zone)}
              onCursor={setCursor}
              onZoom={show}
              onReset={reset}
              onKey={(event) =>
                onChartKey(event, {
                  view,
                  cursor,
                  onCursor: setCursor,
                  onView: show,
                  onReset: reset,
                  onMark: (mark, at) => onChange({ [mark]: at }),
                  onClearMarks: () => onChange({ a: null, b: null }),
                })
              }
            />
          </div>
          <Marks
            cursor={cursor ?? view.end}
            search={search}
            missing={cursor === null ? [] : missingNotes(lines, cursor, t)}
            onChange={onChange}
          />
          <TrendLegend
            lines={lines}
            at={cursor ?? Math.min(now, view.end)}
            a={search.a}
            b={search.b}
          />
        </>
      )}
    </Page>
  );
}

function Marks(props: {
  cursor: number;
  search: TrendSearch;
  missing: readonly string[];
  onChange: (change: Partial<TrendSearch>) => void;
}) {
  const { t } = useTranslation("historian");
  const { search, missing, onChange } = props;
  const at = Math.round(props.cursor);
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" onClick={() => onChange({ a: at })}>
        {t("marks.a")}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => onChange({ b: at })}>
        {t("marks.b")}
      </Button>
      {(search.a !== null || search.b !== null) && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChange({ a: null, b: null })}>
          {t("marks.clear")}
        </Button>
      )}
      <p className={classes.hint} role="status">
        {missing.length === 0 ? t("chart.keys") : missing.join(" · ")}
      </p>
    </Group>
  );
}
