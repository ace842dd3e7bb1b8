import { useQuery } from "@tanstack/react-query";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { MachineId } from "#shared/kernel/id.ts";
import type { NamedReason, StopRow } from "#shared/stops/stop-row.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { useEvidenceText } from "../rules/use-evidence-text.ts";
import { reasonLook } from "./reason-look.ts";
import classes from "./stops.module.css";

interface SuggestedReasonsProps {
  readonly stop: StopRow;
  readonly isBusy: boolean;
  readonly onChoose: (reason: NamedReason) => void;
}

/** Up to three likely reasons with how sure they are and what speaks for each. Nothing without them. */
export function SuggestedReasons({ stop, isBusy, onChoose }: SuggestedReasonsProps) {
  const { t, i18n } = useTranslation("stops");
  const api = useApi();
  const format = useFormat();
  const evidenceText = useEvidenceText();
  const input = { machineId: stop.machineId as MachineId, at: stop.start };
  const { data } = useQuery(api.rules.suggest.queryOptions({ input, staleTime: 60_000 }));
  if (data === undefined || data.suggestions.length === 0) return null;
  return (
    <section className={classes.group}>
      <h3>{t("choose.likely")}</h3>
      <div className={classes.choices}>
        {data.suggestions.map(({ reason, confidence, evidence }) => {
          const { name, colour } = reasonLook(reason, i18n.language);
          const [first] = evidence;
          return (
            <button
              key={reason.id}
              type="button"
              className={classes.choice}
              style={{ "--reason-colour": colour } as CSSProperties}
              disabled={isBusy}
              onClick={() => onChoose(reason)}
            >
              <span className={classes.choiceWords}>
                {name}
                {first !== undefined && (
                  <span className={classes.quiet}>{evidenceText(first)}</span>
                )}
              </span>
              <span className={classes.confidence}>{format.percent(confidence, 0)}</span>
            </button>
          );
        })}
      </div>
    </section>
  );
}
