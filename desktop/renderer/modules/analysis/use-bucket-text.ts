import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { TrendBucket } from "#shared/analysis/trend-report.ts";
import { useFormat } from "../../shell/use-format.ts";

/** A bucket in words: the hour as its label tells it (02A and 02B in autumn), a shift by its name, a day by its weekday. */
export function useBucketText(): (
  bucket: Pick<TrendBucket, "label" | "start" | "shiftName">,
) => string {
  const { i18n } = useTranslation();
  const { dayShort } = useFormat();
  const { language } = i18n;
  return useCallback(
    ({ label, start, shiftName }) => {
      if (shiftName !== null) return `${dayShort(start)} ${shiftName}`;
      const hour = /^\d{4}-\d{2}-\d{2} (\d{2}[AB]?)$/.exec(label)?.[1];
      if (hour !== undefined) return `${dayShort(start)} ${hour}`;
      if (/^\d{4}-\d{2}-\d{2}$/.test(label)) return dayShort(Date.parse(`${label}T12:00:00Z`));
      const month = /^(\d{4})-(\d{2})$/.exec(label);
      if (month !== null)
        return new Intl.DateTimeFormat(language, {
          month: "short",
          year: "numeric",
          timeZone: "UTC",
        }).format(Date.UTC(Number(month[1]), Number(month[2]) - 1, 15));
      return label;
    },
    [dayShort, language],
  );
}
