import { useTranslation } from "react-i18next";
import type { CallRow } from "#shared/andon/andon.contract.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./wall.module.css";

const shownCalls = 6;

/** Who waits for help, longest first. */
export function WallCalls(props: { calls: readonly CallRow[]; now: number }) {
  const { t } = useTranslation("wall");
  const format = useFormat();
  const sorted = props.calls.toSorted((a, b) => a.openedAt - b.openedAt).slice(0, shownCalls);
  return (
    <section className={classes.losses}>
      <h2>{t("calls.title")}</h2>
      <ol>
        {sorted.map((call) => (
          <li key={call.id} data-waits={call.acknowledgedAt === null || undefined}>
            <span>
              {call.machineCode} · {t(`kinds.${call.kind}`)}
            </span>
            <b>
              {call.acknowledgedAt === null
                ? format.duration(Math.max(0, props.now - call.openedAt))
                : t("calls.coming")}
            </b>
          </li>
        ))}
      </ol>
    </section>
  );
}
