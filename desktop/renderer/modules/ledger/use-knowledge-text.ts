import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { KnownBy } from "#shared/ledger/known-by.ts";
import { knownShares } from "#shared/ledger/known-share.ts";
import { useFormat } from "../../shell/use-format.ts";

/** `measured 96.0 % · read back 1.0 % · unknown 3.0 %` */
export function useKnowledgeText(): (knownBy: KnownBy) => string {
  const { t } = useTranslation("ledger");
  const format = useFormat();
  return useCallback(
    (knownBy) =>
      knownShares(knownBy)
        .map(({ kind, share }) => `${t(`kinds.${kind}.short`)} ${format.percent(share)}`)
        .join(" · "),
    [t, format],
  );
}
