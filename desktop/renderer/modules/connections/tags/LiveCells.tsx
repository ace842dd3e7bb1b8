import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  type Icon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { LiveValue, TagRow } from "#shared/connections/connection-rows.ts";
import { useEngineClock } from "../../../shell/use-engine-clock.ts";
import { useFormat } from "../../../shell/use-format.ts";
import type { LiveValueStore } from "./live-value-store.ts";
import classes from "./tags.module.css";
import { useLiveValue } from "./use-live-values.ts";

interface CellProps {
  readonly store: LiveValueStore;
  readonly tag: TagRow;
}

type Quality = LiveValue["quality"];

const icons: Readonly<Record<Quality, Icon>> = {
  good: IconCircleCheck,
  uncertain: IconAlertTriangle,
  bad: IconCircleX,
  none: IconCircleDashed,
};

/** A value as a person reads it; numbers are grouped by the language, with every digit they came with. */
export function useValueText(): (value: LiveValue["value"]) => string {
  const { t } = useTranslation("connections");
  const format = useFormat();
  return (value) => {
    if (value === null) return "–";
    if (typeof value === "boolean") return value ? t("values.true") : t("values.false");
    if (typeof value === "number") return format.precise(value, 6);
    return value === "" ? t("values.emptyText") : value;
  };
}

export function ValueCell(props: CellProps) {
  const live = useLiveValue(props.store, props.tag.id);
  const text = useValueText();
  if (live === undefined) return <span className={classes.quiet}>–</span>;
  return (
    <span className={classes.value} data-quality={live.quality}>
      {text(live.value)}
      {props.tag.unit !== null && live.value !== null && (
        <span className={classes.quiet}> {props.tag.unit}</span>
      )}
    </span>
  );
}

/** Good, uncertain, bad or none yet: icon and word, with the server's own status. */
export function QualityMark(props: { quality: Quality; status?: string }) {
  const { t } = useTranslation("connections");
  const Icon = icons[props.quality];
  return (
    <span className={classes.quality} data-quality={props.quality} title={props.status}>
      <Icon size={16} aria-hidden />
      {t(`quality.${props.quality}`)}
    </span>
  );
}

export function QualityCell(props: CellProps) {
  const live = useLiveValue(props.store, props.tag.id);
  return <QualityMark quality={live?.quality ?? "none"} status={live?.statusText ?? ""} />;
}

/** How long ago the value was true at its source. */
export function AgeCell(props: CellProps) {
  const live = useLiveValue(props.store, props.tag.id);
  const format = useFormat();
  const now = useEngineClock(1_000);
  const at = live?.sourceTime ?? live?.receivedTime ?? null;
  if (at === null) return <span className={classes.quiet}>–</span>;
  return <span title={format.dateTimeSeconds(at)}>{format.duration(Math.max(0, now - at))}</span>;
}

/** What the server granted: sampling interval and queue. */
export function SamplingCell(props: CellProps) {
  const { t } = useTranslation("connections");
  const live = useLiveValue(props.store, props.tag.id);
  if (live?.revisedSamplingMs == null) return <span className={classes.quiet}>–</span>;
  return (
    <span>
      {live.revisedSamplingMs === 0 ? t("tags.everyChange") : `${live.revisedSamplingMs} ms`}
      <span className={classes.quiet}> · {live.revisedQueueSize ?? "–"}</span>
    </span>
  );
}

/** How often the server dropped values of this tag. */
export function OverflowCell(props: CellProps) {
  const live = useLiveValue(props.store, props.tag.id);
  const count = live?.overflowCount ?? 0;
  return <span className={count > 0 ? classes.warn : classes.quiet}>{count}</span>;
}

/** What the server says about the item itself, apart from its value. */
export function ItemStatusCell(props: CellProps) {
  const live = useLiveValue(props.store, props.tag.id);
  if (live === undefined || live.itemStatusText === "")
    return <span className={classes.quiet}>–</span>;
  return (
    <span className={live.itemStatusText === "Good" ? classes.quiet : classes.warn}>
      {live.itemStatusText}
    </span>
  );
}
