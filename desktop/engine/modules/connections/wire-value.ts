import { qualityOf, type TagValue } from "#shared/machines/sample.ts";

/** A value as JSON can carry it: 64-bit integers and non-finite numbers as text. */
export function wireValue(value: TagValue): string | number | boolean | null {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value;
}

export const wireQuality = (status: number | null) =>
  status === null ? ("none" as const) : qualityOf(status);
