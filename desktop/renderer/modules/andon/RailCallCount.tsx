import { useTranslation } from "react-i18next";
import { useOpenCalls } from "./OpenCallsProvider.tsx";
import classes from "./andon.module.css";

/** In the rail: how many calls wait for somebody. */
export function RailCallCount() {
  const { t } = useTranslation("andon");
  const waiting = useOpenCalls()?.filter(({ status }) => status === "open").length ?? 0;
  if (waiting === 0) return null;
  return (
    <span className={classes.railCount} aria-label={t("waitingCount", { count: waiting })}>
      {waiting}
    </span>
  );
}
