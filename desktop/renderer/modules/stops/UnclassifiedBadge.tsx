import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { hourMs } from "#shared/kernel/instant.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import classes from "./stops.module.css";

const lookBackMs = 24 * hourMs;
const stepMs = 60_000;
const most = 99;

/** How many stops of the last day wait for a reason, beside the page's name in the rail. */
export function UnclassifiedBadge() {
  const { t } = useTranslation("stops");
  const api = useApi();
  const now = Math.ceil(useEngineClock(stepMs) / stepMs) * stepMs;
  const { data } = useQuery(
    api.stops.unclassified.queryOptions({ input: { range: { from: now - lookBackMs, to: now } } }),
  );
  if (data === undefined || data.count === 0) return null;
  return (
    <span className={classes.badge} aria-label={t("badge", { count: data.count })}>
      {data.count > most ? `${most}+` : data.count}
    </span>
  );
}
