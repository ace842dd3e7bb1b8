import { useTranslation } from "react-i18next";
import { z } from "zod";
import { hourMs } from "#shared/kernel/instant.ts";
import { useEngineClock } from "../../shell/use-engine-clock.ts";
import { useSearchState } from "../../shell/use-search-state.ts";
import { useFormat } from "../../shell/use-format.ts";
import { RangeDates } from "../ledger/RangeDates.tsx";
import { AsKnownView } from "./AsKnownView.tsx";
import { TrustFrame } from "./TrustFrame.tsx";
import classes from "./trust.module.css";

export const asKnownSearch = z.object({
  machine: z.string().catch(""),
  from: z.int().optional().catch(undefined),
  to: z.int().optional().catch(undefined),
  /** Recorded time. */
  at: z.int().optional().catch(undefined),
});

const dayMs = 24 * hourMs;

/** Any time of any machine, as known then and as known now. */
export function AsKnownPage() {
  const { t } = useTranslation("trust");
  const format = useFormat();
  const now = useEngineClock(600_000);
  const [search, change] = useSearchState(asKnownSearch);
  const hour = Math.floor(now / hourMs) * hourMs;
  const isChosen = search.from !== undefined && search.to !== undefined && search.from < search.to;
  const range = isChosen
    ? { from: search.from!, to: search.to! }
    : { from: hour - dayMs, to: hour };
  return (
    <TrustFrame page="asKnown">
      <div className={classes.controls}>
        <RangeDates range={range} onChange={(to) => change({ ...to, at: undefined })} />
      </div>
      <p className={classes.quiet}>
        {t("asKnown.range", { from: format.dateTime(range.from), to: format.dateTime(range.to) })}
      </p>
      <AsKnownView
        machineId={search.machine}
        range={range}
        knownAt={search.at ?? range.to}
        signedAt={null}
        onChange={change}
      />
    </TrustFrame>
  );
}
