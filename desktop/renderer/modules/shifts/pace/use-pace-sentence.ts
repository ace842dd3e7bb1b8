import { useTranslation } from "react-i18next";
import type { Pace } from "#shared/oee/pace-report.ts";
import { useFormat } from "../../../shell/use-format.ts";

/** A pace in one sentence: what is needed, what was ever kept up, where it ends at the pace of now, else at the best. */
export function usePaceSentence(): (pace: Pace, shiftEnd: number) => string {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  const rate = (value: number) => format.precise(value, 1);
  return (pace, shiftEnd) => {
    const { needed, best, current } = pace;
    if (needed.value === null) return t(`pace.gaps.${needed.reason}`);
    const at = current.rate.value === null ? best : current;
    const parts = [
      t("pace.say.need", { rate: rate(needed.value) }),
      best.rate.value === null
        ? t("pace.say.noBest")
        : t("pace.say.best", { rate: rate(best.rate.value) }),
      at.finish.value === null
        ? t(`pace.gaps.${at.finish.reason}`)
        : t(at.finish.value > shiftEnd ? "pace.say.finishLate" : "pace.say.finish", {
            at: format.clock(at.finish.value),
          }),
      ...(at.short.value === null || at.short.value === 0
        ? []
        : [t("pace.say.short", { pieces: format.pieces(at.short.value) })]),
    ];
    return `${parts.join("; ")}.`;
  };
}
