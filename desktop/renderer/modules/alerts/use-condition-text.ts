import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { AlertCondition } from "#shared/alerts/alert-condition.ts";

/** A condition as a sentence. */
export function useConditionText(): (condition: AlertCondition) => string {
  const { t } = useTranslation("alerts");
  return useCallback(
    (condition: AlertCondition) => t(`sentences.${condition.kind}`, { ...condition }),
    [t],
  );
}
