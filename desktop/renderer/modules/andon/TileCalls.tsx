import { useTranslation } from "react-i18next";
import { kindIcons } from "./kind-icons.ts";
import { useCallsOf } from "./OpenCallsProvider.tsx";
import classes from "./andon.module.css";

/** On a machine's tile: who is called there, while somebody is. */
export function TileCalls(props: { machineId: string }) {
  const { t } = useTranslation("andon");
  const calls = useCallsOf(props.machineId);
  if (calls.length === 0) return null;
  return (
    <ul className={classes.tileCalls}>
      {calls.map((call) => {
        const Icon = kindIcons[call.kind];
        const word = t(`kinds.${call.kind}`);
        return (
          <li
            key={call.id}
            data-status={call.status}
            title={t(call.status === "open" ? "tileOpen" : "tileComing", {
              kind: word,
              by: call.acknowledgedBy ?? "",
            })}
          >
            <Icon size={16} stroke={2} aria-hidden />
            <span>{word}</span>
          </li>
        );
      })}
    </ul>
  );
}
