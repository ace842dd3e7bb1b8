import { useTranslation } from "react-i18next";
import type { RankedCandidate } from "#shared/teach/teach.contract.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./teach.module.css";

const shown = 4;

/** The candidates for one role, best first, with how well they agree; the person may choose another, or none. */
export function RankedList(props: {
  role: "counter" | "running" | "fault";
  ranked: readonly RankedCandidate[];
  chosen: string | null;
  onChoose: (address: string | null) => void;
}) {
  const { t } = useTranslation("teach");
  const format = useFormat();
  const { role, ranked, chosen, onChoose } = props;
  return (
    <fieldset className={classes.ranked}>
      <legend>{t(`roles.${role}.title`)}</legend>
      {ranked.length === 0 && <p className={classes.hint}>{t(`roles.${role}.none`)}</p>}
      {ranked.slice(0, shown).map((one) => (
        <label key={one.address} className={classes.candidate} title={one.address}>
          <input
            type="radio"
            name={`teach-${role}`}
            aria-label={one.name}
            checked={chosen === one.address}
            onChange={() => onChoose(one.address)}
          />
          <span className={classes.candidateName}>
            {one.name}
            <small>
              {role === "counter"
                ? t("candidate.parts", {
                    matched: one.matched,
                    marked: one.matched + one.missed,
                    extra: one.extra,
                  })
                : t("candidate.time", {
                    agreed: format.duration(one.matched),
                    marked: format.duration(one.matched + one.missed),
                  })}
              {one.lagMs !== null &&
                Math.abs(one.lagMs) >= 300 &&
                ` · ${t(one.lagMs < 0 ? "candidate.early" : "candidate.late", { seconds: format.precise(Math.abs(one.lagMs) / 1_000, 1) })}`}
              {one.traits.map((trait) => ` · ${traitText(trait, t)}`)}
            </small>
          </span>
          <meter
            className={classes.meter}
            min={0}
            max={1}
            value={one.agreement}
            aria-label={t("candidate.agreement")}
          />
          <b className={classes.agreement}>{format.percent(one.agreement, 0)}</b>
        </label>
      ))}
      {ranked.length > 0 && (
        <label className={classes.candidate}>
          <input
            type="radio"
            name={`teach-${role}`}
            aria-label={t(`roles.${role}.noneOfThem`)}
            checked={chosen === null}
            onChange={() => onChoose(null)}
          />
          <span className={classes.candidateName}>{t(`roles.${role}.noneOfThem`)}</span>
        </label>
      )}
    </fieldset>
  );
}

/** `counter_by:4` = code and the figure in it. */
function traitText(trait: string, t: (key: string, values: { value: string }) => string): string {
  const [code = "", value = ""] = trait.split(/:(.*)/s);
  return t(`traits.${code}`, { value });
}
