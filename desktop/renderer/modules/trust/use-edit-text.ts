import { useTranslation } from "react-i18next";
import type { Edit } from "#shared/trust/edit.ts";
import { useFormat } from "../../shell/use-format.ts";

/** Settings that are lengths of time, milliseconds. */
const durations = ["minor_stop_ms", "minimum_run_ms", "minorStopMs", "minimumRunMs"];
/** Settings that are ratios. */
const ratios = ["minimumCoverage", "targetOee"];

/** Edits in words. */
export function useEditText() {
  const { t } = useTranslation("trust");
  const format = useFormat();

  const value = (row: Edit, told: string | null): string => {
    if (told === null) return t(`edits.nothing.${row.kind}`, { defaultValue: "–" });
    switch (row.kind) {
      case "typed_state":
        return t(`marks:${told}.word`, { defaultValue: told });
      case "reason":
        return t(`stops:categories.${told}`, { defaultValue: told });
      case "pieces":
        return format.pieces(Number(told));
      case "late_state":
        return t("edits.states", { count: Number(told) });
      case "policy":
      case "machine":
        if (durations.includes(row.subject)) return format.duration(Number(told));
        if (ratios.includes(row.subject)) return format.percent(Number(told));
        return row.subject === "shift_pattern_id" ? t("edits.anotherPattern") : told;
      default:
        return told;
    }
  };

  return {
    what: (row: Edit): string => {
      const kind = t(`edits.kinds.${row.kind}`);
      const subject =
        row.kind === "policy" || row.kind === "machine"
          ? t(`edits.settings.${row.subject}`, { defaultValue: row.subject })
          : row.kind === "late_state" || row.kind === "class"
            ? t(`edits.sources.${row.subject}`, { defaultValue: "" })
            : row.subject;
      return subject === "" ? kind : `${kind} · ${subject}`;
    },
    change: (row: Edit): string =>
      row.kind === "late_state"
        ? value(row, row.to)
        : `${value(row, row.from)} → ${value(row, row.to)}`,
    time: ({ start, end }: Edit): string =>
      start === null
        ? t("edits.always")
        : end === null
          ? t("edits.since", { at: format.dateTime(start) })
          : `${format.dateTime(start)} – ${format.clock(end)}`,
  };
}
