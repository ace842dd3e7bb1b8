import type { TFunction } from "i18next";
import { linkLossCauses } from "#shared/machines/sample.ts";
import { missingAt, type LineReading, type TrendLine } from "#shared/ui/chart/trend-line.ts";

const linkCauses: ReadonlySet<string> = new Set(linkLossCauses);

/** Why time of a tag is missing, in words. */
export function missingText(cause: string, t: TFunction<"historian">): string {
  return linkCauses.has(cause)
    ? t(`ledger:causes.${cause}.title`)
    : t(`historian:missing.${cause}`);
}

/** Which lines tell nothing at an instant, and why; those with one cause together. */
export function missingNotes(
  lines: readonly TrendLine[],
  instant: number,
  t: TFunction<"historian">,
): string[] {
  const byCause = new Map<string, string[]>();
  for (const line of lines) {
    const cause = missingAt(line, instant);
    if (cause !== null) byCause.set(cause, [...(byCause.get(cause) ?? []), line.label]);
  }
  return [...byCause].map(([cause, labels]) => {
    const words = missingText(cause, t);
    return labels.length === lines.length ? words : `${labels.join(", ")}: ${words}`;
  });
}

/** The value of a lane in words: switches are on or off. */
export function laneWord(text: string, isSwitch: boolean, t: TFunction<"historian">): string {
  if (!isSwitch) return text;
  return text === "1" ? t("historian:value.on") : t("historian:value.off");
}

/** A lane of nothing but 0 and 1 is a switch. */
export function isSwitch({ kind, texts, before, min, max }: TrendLine): boolean {
  if (kind !== "lane" || texts.length > 0 || (before !== null && before.text !== null))
    return false;
  const values = [...min, ...max, before?.value ?? null].filter((value) => value !== null);
  return values.length > 0 && values.every((value) => value === 0 || value === 1);
}

/** What a line says at an instant, with its unit. */
export function readingText(
  line: TrendLine,
  reading: LineReading,
  number: (value: number) => string,
  t: TFunction<"historian">,
): string {
  if (reading.cause !== null) return "–";
  if (reading.text !== null) return reading.text;
  if (reading.value === null) return "–";
  if (line.kind === "lane") return laneWord(String(reading.value), isSwitch(line), t);
  return line.unit === "" ? number(reading.value) : `${number(reading.value)}\u00a0${line.unit}`;
}
