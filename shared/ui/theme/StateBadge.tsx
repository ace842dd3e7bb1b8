import { useTranslation } from "react-i18next";
import type { StateMark } from "./state-marks.ts";
import "./state-badge.css";

/** State as icon and word on its colour and pattern. `size` lg for the floor. */
export function StateBadge(props: { mark: StateMark; size?: "sm" | "md" | "lg"; word?: string }) {
  const { t } = useTranslation();
  const { mark, size = "md" } = props;
  const Icon = mark.icon;
  return (
    <span
      className="state-badge"
      data-state={mark.code}
      data-pattern={mark.pattern}
      data-size={size}
    >
      <Icon aria-hidden className="state-badge-icon" />
      <span className="state-badge-word">{props.word ?? t(mark.wordKey)}</span>
    </span>
  );
}
