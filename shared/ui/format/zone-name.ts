import { localeOf } from "./locale.ts";

/** Short name of a zone at an instant, e.g. `CET` or `GMT+2`. */
export function shortZoneName(at: number, zone: string, language: string): string {
  const parts = new Intl.DateTimeFormat(localeOf(language), {
    timeZone: zone,
    timeZoneName: "short",
  }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** Whether clocks in both zones show the same time at an instant. */
export function sameWallClock(at: number, zone: string, other: string): boolean {
  const read = (timeZone: string) =>
    new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "short", timeStyle: "short" }).format(
      at,
    );
  return read(zone) === read(other);
}
