import { useTranslation } from "react-i18next";
import { useFormat } from "../../../shell/use-format.ts";

/** A difference of ratios in points: `+2.1 points`, `−4.0 points`, `–` where it is not known. */
export function usePointsText(): (difference: number | null) => string {
  const { t } = useTranslation("shift-work");
  const format = useFormat();
  return (difference) => {
    if (difference === null) return "–";
    const points = Math.round(difference * 1_000) / 10;
    const sign = points > 0 ? "+" : points < 0 ? "−" : "±";
    return t("points", { points: `${sign}${format.fixed(Math.abs(points), 1)}` });
  };
}
