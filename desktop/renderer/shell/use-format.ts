import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Figure } from "#shared/oee/figure.ts";
import { createFormat, type Format } from "#shared/ui/format/format.ts";
import { usePlantSession } from "./ApiProvider.tsx";
import { useSessionState } from "./use-session.ts";

export interface FigureText {
  /** `63.3 %`, or `–` when there is no value. */
  readonly text: string;
  /** Why there is none, in words; null when there is a value. */
  readonly reason: string | null;
}

export interface PageFormat extends Format {
  /** A KPI as text; what cannot be known is `–` with its reason, never 0. */
  readonly figure: (figure: Figure) => FigureText;
}

/** Formatters bound to the person's language and the plant's zone. */
export function useFormat(): PageFormat {
  const { t, i18n } = useTranslation();
  const { now } = usePlantSession();
  const { welcome } = useSessionState();
  const zone = welcome?.plant?.zone ?? "UTC";
  const { language } = i18n;
  return useMemo(() => {
    const format = createFormat(language, zone, now);
    const figure = (value: Figure): FigureText =>
      value.value === null
        ? { text: "–", reason: t(`shell:figureGaps.${value.reason}`) }
        : { text: format.percent(value.value), reason: null };
    return { ...format, figure };
  }, [language, zone, now, t]);
}
