import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconInfoCircle,
  type Icon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import "./callout.css";

/** What the callout says about: plain information, a thing that went well, a caution, a failure. */
type CalloutTone = "info" | "done" | "notice" | "alarm";

const icons: Readonly<Record<CalloutTone, Icon>> = {
  info: IconInfoCircle,
  done: IconCircleCheck,
  notice: IconAlertTriangle,
  alarm: IconAlertOctagon,
};

/** A framed remark inside a page or form. Failures are read out at once. */
export function Callout(props: { tone: CalloutTone; title?: string; children: ReactNode }) {
  const Icon = icons[props.tone];
  return (
    <div
      className="callout"
      data-tone={props.tone}
      role={props.tone === "alarm" ? "alert" : "status"}
    >
      <Icon size={20} stroke={1.8} aria-hidden />
      <div className="callout-content">
        {props.title !== undefined && <strong>{props.title}</strong>}
        {props.children}
      </div>
    </div>
  );
}
