import { localeOf } from "./locale.ts";
import { numberFormat } from "./number-format.ts";

/** Between a number and its unit, so that they never part at a line's end. */
export const noBreakSpace = "\u00a0";

/** At most three significant digits for boards, but never fewer digits than the integer part has. */
export function boardNumber(value: number, language: string): string {
  const integerDigits = Math.max(1, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1);
  const maximumFractionDigits = Math.max(0, 3 - integerDigits);
  return numberFormat(localeOf(language), 0, maximumFractionDigits).format(value);
}

/** A ratio (1 = 100 %) as percent with one decimal: `63.3 %`. */
export function percent(ratio: number, language: string, decimals = 1): string {
  const text = numberFormat(localeOf(language), decimals, decimals).format(ratio * 100);
  return `${text}${noBreakSpace}%`;
}
