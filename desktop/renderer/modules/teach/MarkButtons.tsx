import { useHotkeys } from "@mantine/hooks";
import {
  IconAlertTriangleFilled,
  IconBox,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  type Icon,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Mark, MarkKind } from "#shared/teach/teach.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import classes from "./teach.module.css";

const buttons: readonly (readonly [MarkKind, Icon, string])[] = [
  ["part", IconBox, "p"],
  ["running", IconPlayerPlayFilled, "r"],
  ["stopped", IconPlayerStopFilled, "s"],
  ["fault", IconAlertTriangleFilled, "f"],
];

/** Big buttons for a person with gloves who looks at the machine, not at the screen; keys P, R, S, F for the office. */
export function MarkButtons(props: { lessonId: string; marks: readonly Mark[] }) {
  const { t } = useTranslation("teach");
  const api = useApi();
  const { lessonId, marks } = props;
  const [flashed, setFlashed] = useState<MarkKind | null>(null);
  const mark = useCommand(api.teach.mark);
  const tap = (kind: MarkKind) => {
    mark.mutate({ sessionId: lessonId, kind });
    setFlashed(kind);
    window.setTimeout(() => setFlashed(null), 180);
  };
  useHotkeys(buttons.map(([kind, , key]) => [key, () => tap(kind)]));
  const counted = (kind: MarkKind) => marks.filter((one) => one.kind === kind).length;
  return (
    <div className={classes.buttons}>
      {buttons.map(([kind, Icon, key]) => (
        <button
          key={kind}
          type="button"
          className={classes.mark}
          data-kind={kind}
          data-flashed={flashed === kind || undefined}
          onPointerDown={(event) => {
            event.preventDefault();
            tap(kind);
          }}
          onKeyDown={(event) => {
            if (event.repeat || (event.key !== "Enter" && event.key !== " ")) return;
            event.preventDefault();
            tap(kind);
          }}
        >
          <Icon size={kind === "part" ? 44 : 24} stroke={1.6} aria-hidden />
          <span>{t(`marks.${kind}`)}</span>
          <kbd>{key.toUpperCase()}</kbd>
          {counted(kind) > 0 && <b>{counted(kind)}</b>}
        </button>
      ))}
    </div>
  );
}
