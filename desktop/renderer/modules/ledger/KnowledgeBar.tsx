import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { KnownBy } from "#shared/ledger/known-by.ts";
import { knownShares } from "#shared/ledger/known-share.ts";
import { useFormat } from "../../shell/use-format.ts";
import { useKnowledgeText } from "./use-knowledge-text.ts";
import classes from "./KnowledgeBar.module.css";

interface KnowledgeBarProps {
  readonly knownBy: KnownBy;
  /** `tile`: a thin line whose words are heard and shown on pointing; `line`: the words beside it. */
  readonly size: "tile" | "line";
}

/** How some time is known: a bar of up to five parts, each with its own hatch, and the same in words. */
export const KnowledgeBar = memo(function KnowledgeBar({ knownBy, size }: KnowledgeBarProps) {
  const text = useKnowledgeText()(knownBy);
  const shares = knownShares(knownBy);
  if (shares.length === 0) return null;
  const bar = (
    <span
      className={classes.bar}
      data-size={size}
      role={size === "tile" ? "img" : undefined}
      aria-label={size === "tile" ? text : undefined}
      aria-hidden={size === "line" || undefined}
      title={text}
    >
      {shares.map(({ kind, share }) => (
        <span key={kind} className={classes.part} data-kind={kind} style={{ flexGrow: share }} />
      ))}
    </span>
  );
  if (size === "tile") return bar;
  return (
    <span className={classes.line}>
      {bar}
      <span className={classes.text}>{text}</span>
    </span>
  );
});

/** The hatches with their names, for beside a timeline. */
export function KnowledgeLegend(props: { knownBy: KnownBy }) {
  const { t } = useTranslation("ledger");
  const format = useFormat();
  const shares = knownShares(props.knownBy);
  if (shares.length === 0) return null;
  return (
    <ul className={classes.legend} aria-label={t("kinds.legend")}>
      {shares.map(({ kind, ms }) => (
        <li key={kind} title={t(`kinds.${kind}.meaning`)}>
          <span className={classes.swatch} data-kind={kind} aria-hidden="true" />
          {t(`kinds.${kind}.name`)} <b>{format.duration(ms)}</b>
        </li>
      ))}
    </ul>
  );
}
