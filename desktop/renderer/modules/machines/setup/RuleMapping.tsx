import { useTranslation } from "react-i18next";
import { codeOf, type RememberedValue } from "#shared/machines/signals/signal-value.ts";
import { stateMarks } from "#shared/ui/theme/state-marks.ts";
import { StateBadge } from "#shared/ui/theme/StateBadge.tsx";
import type { StateRuleType } from "./rule-fields.ts";
import { ruleMapping, type MappedSignal } from "./rule-mapping.ts";
import classes from "./setup.module.css";

/** What the codes of a rule's signals mean; the ones they have right now are marked. */
export function RuleMapping(props: {
  type: StateRuleType;
  valueOf: (field: string) => RememberedValue | undefined;
}) {
  const { t } = useTranslation("setup");
  const { type, valueOf } = props;
  const signals = ruleMapping[type];
  return (
    <div className={classes.mapping}>
      <p className={classes.ruleText}>{t(`rules.${type}.text`)}</p>
      {signals?.map((signal) => (
        <SignalTable key={signal.field} type={type} signal={signal} value={valueOf(signal.field)} />
      ))}
    </div>
  );
}

function SignalTable(props: {
  type: StateRuleType;
  signal: MappedSignal;
  value: RememberedValue | undefined;
}) {
  const { t } = useTranslation("setup");
  const { type, signal, value } = props;
  const now = value === undefined ? null : codeOf(value);
  return (
    <details className={classes.codes}>
      <summary>
        {t("mapping.of", { signal: t(`rules.${type}.fields.${signal.field}.label`) })}
      </summary>
      <ul>
        {signal.codes.map(({ code, word, state }) => (
          <li key={code} data-now={code === now || undefined}>
            <span className={classes.code}>{code}</span>
            <span className={classes.word}>{word}</span>
            {state === null ? (
              <span className={classes.quiet}>{t("mapping.otherDecides")}</span>
            ) : (
              <StateBadge mark={stateMarks[state]} size="sm" />
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
