import { useTranslation } from "react-i18next";
import type { Evidence } from "#shared/rules/suggestion.ts";

/** Why a reason is suggested, in numbers: `7 of 9 stops with "Label jam" on this machine`. */
export function useEvidenceText(): (evidence: Evidence) => string {
  const { t } = useTranslation("rules");
  return ({ feature, hits, of, value }) => {
    const isBucket = feature === "duration" || feature === "changeover";
    return t(`suggest.evidence.${feature}`, {
      hits,
      of,
      value: isBucket ? t(`suggest.buckets.${feature}.${value}`) : value,
    });
  };
}
