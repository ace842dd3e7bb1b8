import { useTranslation } from "react-i18next";
import { useFormat } from "../../../shell/use-format.ts";
import type { MachineRange } from "./machine-range.ts";

/** A range in words: "This shift · Late 14:00–22:00", "Sat 21 Nov · Early 06:00–14:00", or two instants. */
export function useRangeText(): (shown: Pick<MachineRange, "range" | "shift" | "kind">) => string {
  const { t } = useTranslation("machines");
  const format = useFormat();
  return ({ range, shift, kind }) => {
    const hours = `${format.clock(range.from)}–${format.clock(range.to)}`;
    if (shift === null) {
      const isOneDay = format.date(range.from) === format.date(range.to);
      return isOneDay
        ? `${format.dayShort(range.from)} · ${hours}`
        : `${format.dayShort(range.from)} ${format.clock(range.from)} – ${format.dayShort(range.to)} ${format.clock(range.to)}`;
    }
    const when = kind === "this_shift" ? t("range.thisShift") : format.dayShort(shift.start);
    return `${when} · ${shift.name} ${hours}`;
  };
}
