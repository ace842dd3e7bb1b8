import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { KnownBy } from "#shared/ledger/known-by.ts";
import { knownShares } from "#shared/ledger/known-share.ts";
import { useFormat } from "../../shell/use-format.ts";

const least = 0.001;

/** What is there is never printed as 0.0 %, and what is not all never as 100.0 %. */
export function shareText(share: number, percent: (ratio: number) => string): string {
  if (share > 0 && share < least) return `< ${percent(least)}`;
  return share < 1 && share > 1 - least ? `> ${percent(1 - least)}` : percent(share);
}

/** `measured 96.0 % · read back 1.0 % · unknown 3.0 %` */
export function useKnowledgeText(): (knownBy: KnownBy) => string {
  const { t } = useTranslation("ledger");
  const format = useFormat();
  return useCallback(
    (knownBy) =>
      knownShares(knownBy)
        .map(({ kind, share }) => `${t(`kinds.${kind}.short`)} ${shareText(share, format.percent)}`)
        .join(" · "),
    [t, format],
  );
}
