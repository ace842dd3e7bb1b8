import { Button, SegmentedControl } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import table from "#shared/ui/panel/PlainTable.module.css";
import { ScrollTable } from "#shared/ui/panel/ScrollTable.tsx";
import { csvText } from "#shared/ui/table/csv.ts";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import { saveFile } from "../../../shell/save-file.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { classMarks } from "../../oee/class-mark.ts";
import { useReasonNames } from "../../stops/use-reason-names.ts";
import { causeText } from "../cause-text.ts";
import {
  inStopOrder,
  stopsOf,
  type StopFilter,
  type StopSort,
  type TimelineInterval,
} from "./stop-list.ts";

interface StopsPanelProps {
  readonly intervals: readonly TimelineInterval[];
  readonly machineCode: string;
  readonly selected: TimelineInterval | null;
  readonly onSelect: (interval: TimelineInterval | null) => void;
}

/** When the machine stood, how long and why; choosing a row shows it on the timeline. */
export function StopsPanel(props: StopsPanelProps) {
  const { t } = useTranslation(["machines", "oee"]);
  const format = useFormat();
  const nameOfReason = useReasonNames();
  const { intervals, selected, onSelect } = props;
  const [filter, setFilter] = useState<StopFilter>("stops");
  const [sort, setSort] = useState<StopSort>("start");
  const stops = inStopOrder(stopsOf(intervals, filter), sort);
  const total = stops.reduce((sum, { start, end }) => sum + end - start, 0);

  const save = () =>
    void saveFile(
      `${props.machineCode}-${t("machines:stops.fileName")}.csv`,
      csvText(
        [
          "start",
          "end",
          "duration_s",
          "whole_stop_s",
          "open",
          "class",
          "state",
          "cause",
          "reason",
          "known_by",
        ],
        stops.map((stop) => [
          new Date(stop.start).toISOString(),
          new Date(stop.end).toISOString(),
          (stop.end - stop.start) / 1_000,
          stop.wholeMs / 1_000,
          stop.isOpen,
          stop.timeClass,
          stop.state,
          stop.cause,
          nameOfReason(stop),
          stop.provenance,
        ]),
      ),
      "text/csv",
    );

  return (
    <Panel
      title={t("machines:stops.title")}
      aside={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t("machines:stops.which")}
            value={filter}
            onChange={(value) => setFilter(value as StopFilter)}
            data={[
              { value: "stops", label: t("machines:stops.stops") },
              { value: "losses", label: t("machines:stops.losses") },
            ]}
          />
          <SegmentedControl
            size="xs"
            aria-label={t("machines:stops.order")}
            value={sort}
            onChange={(value) => setSort(value as StopSort)}
            data={[
              { value: "start", label: t("machines:stops.newest") },
              { value: "duration", label: t("machines:stops.longest") },
            ]}
          />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden="true" />}
            disabled={stops.length === 0}
            onClick={save}
          >
            CSV
          </Button>
        </>
      }
    >
      {stops.length === 0 ? (
        <p className={table.none}>{t("machines:stops.none")}</p>
      ) : (
        <>
          <p className={table.none}>
            {t("machines:stops.sum", { count: stops.length, time: format.duration(total) })}
          </p>
          <ScrollTable
            label={t("machines:stops.title")}
            head={
              <tr>
                <th>{t("machines:stops.start")}</th>
                <th className={table.number}>{t("machines:stops.duration")}</th>
                <th>{t("machines:stops.class")}</th>
                <th>{t("machines:stops.cause")}</th>
              </tr>
            }
          >
            {stops.map((stop) => (
              <StopRow
                key={stop.id + stop.start}
                stop={stop}
                isSelected={selected?.start === stop.start}
                onSelect={onSelect}
              />
            ))}
          </ScrollTable>
        </>
      )}
    </Panel>
  );
}

interface StopRowProps {
  readonly stop: TimelineInterval;
  readonly isSelected: boolean;
  readonly onSelect: (interval: TimelineInterval | null) => void;
}

function StopRow(props: StopRowProps) {
  const { t } = useTranslation(["machines", "oee"]);
  const format = useFormat();
  const { stop, isSelected, onSelect } = props;
  const reason = useReasonNames()(stop);
  const isCut = stop.wholeMs > stop.end - stop.start;
  const toggle = () => onSelect(isSelected ? null : stop);
  return (
    <tr
      tabIndex={0}
      data-choosable
      aria-selected={isSelected}
      onClick={toggle}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        toggle();
      }}
    >
      <td className={table.still}>{format.clockSeconds(stop.start)}</td>
      <td className={table.number}>
        {format.duration(stop.end - stop.start)}
        {stop.isOpen && <span className={table.quiet}> {t("machines:stops.open")}</span>}
        {isCut && (
          <div className={table.quiet}>
            {t("machines:stops.ofWhole", { time: format.duration(stop.wholeMs) })}
          </div>
        )}
      </td>
      <td className={table.still}>
        <span
          className={table.swatch}
          style={markStyle(classMarks[stop.timeClass])}
          aria-hidden="true"
        />
        {t(`oee:classes.${stop.timeClass}`)}
      </td>
      <td>
        {reason}
        {reason !== null && stop.cause !== null && " · "}
        {stop.cause !== null && causeText(stop.cause, t)}
        {reason === null && stop.cause === null && (
          <span className={table.quiet}>{t("machines:stops.noCause")}</span>
        )}
        {stop.provenance !== "measured" && (
          <span className={table.quiet}> · {t(`shell:provenance.${stop.provenance}`)}</span>
        )}
      </td>
    </tr>
  );
}
