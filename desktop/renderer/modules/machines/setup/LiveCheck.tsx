import { useCallback, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { tagsOf } from "#shared/machines/signal-rules.ts";
import { stateMarks } from "#shared/ui/theme/state-marks.ts";
import { StateBadge } from "#shared/ui/theme/StateBadge.tsx";
import { useEngineClock } from "../../../shell/use-engine-clock.ts";
import { useFormat } from "../../../shell/use-format.ts";
import { usePlant } from "../../../shell/use-session.ts";
import { AgeCell, QualityCell, ValueCell } from "../../connections/tags/LiveCells.tsx";
import type { LiveValueStore } from "../../connections/tags/live-value-store.ts";
import { markOfTile } from "../board/tile-mark.ts";
import { causeText } from "../cause-text.ts";
import { useMachineTile } from "../machine/use-machine-tile.ts";
import { checkRules } from "./check-rules.ts";
import type { RulesReading } from "./rule-values.ts";
import classes from "./setup.module.css";

/** What the rules in the form make of the values right now, beside what the stored rules say. */
export function LiveCheck(props: {
  machine: MachineRow;
  reading: RulesReading;
  tags: readonly TagRow[];
  store: LiveValueStore;
}) {
  const { t } = useTranslation("setup");
  const { machine, reading, tags, store } = props;
  const used = reading.ok ? tagsOf(reading.rules) : [];
  const usedTags = tags.filter((tag) => used.includes(tag.code));
  return (
    <aside className={classes.check}>
      <h2>{t("check.title")}</h2>
      <dl className={classes.checkRows}>
        <dt>{t("check.form")}</dt>
        <dd aria-live="polite">
          {reading.ok ? (
            <Verdict {...props} reading={reading} />
          ) : (
            <span className={classes.quiet}>{t("check.incomplete")}</span>
          )}
        </dd>
        <dt>{t("check.now")}</dt>
        <dd>
          <StateNow machine={machine} />
        </dd>
      </dl>
      {usedTags.length > 0 && (
        <ul className={classes.checkTags}>
          {usedTags.map((tag) => (
            <li key={tag.id}>
              <span className={classes.checkTag}>{tag.code}</span>
              <ValueCell store={store} tag={tag} />
              <QualityCell store={store} tag={tag} />
              <span className={classes.quiet}>
                <AgeCell store={store} tag={tag} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={classes.quietText}>{t("check.text")}</p>
    </aside>
  );
}

function Verdict(props: {
  reading: RulesReading & { ok: true };
  tags: readonly TagRow[];
  store: LiveValueStore;
}) {
  const { t } = useTranslation("setup");
  const { reading, tags, store } = props;
  const now = useEngineClock(1_000);
  const valueOf = (code: string) => {
    const tag = tags.find((one) => one.code === code);
    return tag && store.valueOf(tag.id);
  };
  const subscribe = useCallback((tell: () => void) => store.subscribeAll(tell), [store]);
  // The text is compared, so that values that change nothing draw nothing.
  const verdict = useSyncExternalStore(subscribe, () =>
    JSON.stringify(checkRules(reading.rules, valueOf, now)),
  );
  const check = JSON.parse(verdict) as ReturnType<typeof checkRules>;
  switch (check.kind) {
    case "no_rule":
      return <span className={classes.quiet}>{t("check.noRule")}</span>;
    case "from_counts":
      return <span>{t("check.fromCounts")}</span>;
    case "no_value":
      return (
        <>
          <StateBadge mark={stateMarks.unknown} />
          <small>{t("check.noValue", { tags: check.tags.join(", ") })}</small>
        </>
      );
    case "state":
      return (
        <>
          <StateBadge mark={stateMarks[check.state]} />
          {check.cause !== null && <small>{check.cause}</small>}
        </>
      );
    default:
      return check satisfies never;
  }
}

function StateNow(props: { machine: MachineRow }) {
  const { t } = useTranslation("setup");
  const { t: machineWords } = useTranslation("machines");
  const format = useFormat();
  const { plant } = usePlant();
  const now = useEngineClock(1_000);
  const tile = useMachineTile(props.machine.id);
  if (tile === undefined) return <span className={classes.quiet}>…</span>;
  if (tile === null) return <span className={classes.quiet}>{t("check.notOnBoard")}</span>;
  return (
    <>
      <StateBadge
        mark={markOfTile(tile, now, props.machine.minorStopMs ?? plant.policy.minorStopMs)}
      />
      <small>
        {tile.cause !== null && `${causeText(tile.cause, machineWords)} · `}
        {tile.since !== null &&
          t("check.since", { for: format.duration(Math.max(0, now - tile.since)) })}
      </small>
    </>
  );
}
