import { zonedInstant, zonedText } from "../../ledger/zoned-text.ts";

/** A stretch of planned downtime as its form holds it. */
export interface DowntimeValues {
  /** Empty = the whole plant. */
  readonly machineId: string;
  /** `YYYY-MM-DD HH:MM:SS` by the plant's clock; null while nothing is chosen. */
  readonly from: string | null;
  readonly to: string | null;
  readonly name: string;
}

export interface DowntimeSpan {
  readonly machineId: string | null;
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

export const downtimeValues = (span: DowntimeSpan, zone: string): DowntimeValues => ({
  machineId: span.machineId ?? "",
  from: zonedText(span.from, zone),
  to: zonedText(span.to, zone),
  name: span.name,
});

/**
 * The instants of what was typed; null while a time is missing. A time that was not changed keeps its milliseconds.
 *
 * @param before what the form began with
 */
export function readDowntime(
  values: DowntimeValues,
  before: DowntimeSpan,
  zone: string,
): DowntimeSpan | null {
  const instantOf = (field: "from" | "to"): number | null => {
    const text = values[field];
    if (text === null) return null;
    return text === zonedText(before[field], zone) ? before[field] : zonedInstant(text, zone);
  };
  const [from, to] = [instantOf("from"), instantOf("to")];
  if (from === null || to === null) return null;
  return { machineId: values.machineId || null, from, to, name: values.name.trim() };
}
