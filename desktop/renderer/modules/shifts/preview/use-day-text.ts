import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { localeOf } from "#shared/ui/format/locale.ts";

/** A calendar date as `Sun 22 Nov`. A date has no zone: it is written as it stands. */
export function useDayText(): (date: string) => string {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(localeOf(language), {
      timeZone: "UTC",
      weekday: "short",
      day: "2-digit",
      month: language === "de" ? "2-digit" : "short",
    });
    return (date) => format.format(new Date(`${date}T00:00:00Z`));
  }, [language]);
}
