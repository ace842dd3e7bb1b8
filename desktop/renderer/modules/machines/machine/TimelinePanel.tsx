import { useTranslation } from "react-i18next";
import type { Timeline } from "#shared/machines/machines.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { StateTimeline } from "#shared/ui/strip/StateTimeline.tsx";
import { useStripColours } from "#shared/ui/strip/strip-colours.ts";
import { stateTotals } from "#shared/ui/strip/strip-layout.ts";
import { zoneOffsetMs } from "#shared/ui/strip/zone-offset.ts";
import { markStyle } from "#shared/ui/theme/mark-style.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { usePlant } from "../../../shell/use-session.ts";
import { KnowledgeLegend } from "../../ledger/KnowledgeBar.tsx";
import { knownByOf } from "../../ledger/known-by-of.ts";
import { useReasonNames } from "../../stops/use-reason-names.ts";
import { causeText } from "../cause-text.ts";
import type { TimelineInterval } from "./stop-list.ts";
import classes from "./TimelinePanel.module.css";

interface TimelinePanelProps {
  readonly timeline: Timeline;
  readonly range: { readonly from: number; readonly to: number };
  readonly machineCode: string;
  readonly selected: TimelineInterval | null;
  readonly onSelect: (interval: TimelineInterval | null) => void;
  readonly onOpen: (interval: TimelineInterval) => void;
}

const dayMs = 86_400_000;

/** What the machine did over the range, to look into, with the sum of each state. */
export function TimelinePanel(props: TimelinePanelProps) {
  const { t } = useTranslation(["machines", "oee"]);
  const format = useFormat();
  const colours = useStripColours();
  const { plant } = usePlant();
  const nameOfReason = useReasonNames();
  const { timeline, range, selected, onSelect } = props;
  const whole = { start: range.from, end: range.to };
  const totals = stateTotals(timeline.intervals, whole, timeline.now);

  const describe = (interval: TimelineInterval): string[] => [
    t(`shell:states.${interval.state}`) +
      (interval.cause === null ? "" : ` · ${causeText(interval.cause, t)}`),
    `${format.clockSeconds(interval.start)}–${interval.isOpen ? t("machines:timeline.now") : format.clockSeconds(interval.end)} · ${format.duration(interval.end - interval.start)}`,
    ...(interval.wholeMs > interval.end - interval.start
      ? [t("machines:timeline.whole", { time: format.duration(interval.wholeMs) })]
      : []),
    [
      t(`oee:classes.${interval.timeClass}`),
      nameOfReason(interval),
      interval.provenance === "measured" ? null : t(`shell:provenance.${interval.provenance}`),
    ]
      .filter((part) => part !== null)
      .join(" · "),
  ];

  return (
    <Panel title={t("machines:timeline.title")}>
      <StateTimeline
        spans={timeline.intervals}
        shifts={timeline.shifts}
        whole={whole}
        now={timeline.now}
        colours={colours}
        zoneOffsetMs={zoneOffsetMs(range.from, plant.zone)}
        tickText={(at, stepMs) =>
          stepMs >= dayMs
            ? format.dayShort(at)
            : stepMs < 60_000
              ? format.clockSeconds(at)
              : format.clock(at)
        }
        describe={describe}
        words={{
          label: t("machines:timeline.label", { code: props.machineCode }),
          none: t("machines:timeline.noneChosen"),
          hint: t("machines:timeline.hint"),
          zoomIn: t("machines:timeline.zoomIn"),
          zoomOut: t("machines:timeline.zoomOut"),
          showAll: t("machines:timeline.showAll"),
        }}
        selected={selected}
        onSelect={onSelect}
        onOpen={props.onOpen}
      />
      <ul className={classes.legend}>
        {totals.map(({ state, ms }) => (
          <li key={state}>
            <span className={classes.swatch} style={markStyle(state)} aria-hidden="true" />
            {t(`shell:states.${state}`)} <b>{format.duration(ms)}</b>
          </li>
        ))}
        {timeline.shifts.some(({ breaks }) => breaks.length > 0) && (
          <li>
            <span className={classes.break} aria-hidden="true" />
            {t("machines:timeline.break")}
          </li>
        )}
      </ul>
      <KnowledgeLegend knownBy={knownByOf(timeline.intervals)} />
    </Panel>
  );
}
