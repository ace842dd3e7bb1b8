import { ActionIcon } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TeachStatus } from "#shared/teach/teach.contract.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./teach.module.css";

const shown = 8;

/** The newest marks; each can be taken back. */
export function MarkList(props: { lessonId: string; status: TeachStatus }) {
  const { t } = useTranslation("teach");
  const api = useApi();
  const format = useFormat();
  const { lessonId, status } = props;
  const undo = useCommand(api.teach.undoMark);
  if (status.marks.length === 0) return null;
  const newest = status.marks.slice(-shown).toReversed();
  return (
    <ol className={classes.marks} aria-label={t("marks.title")}>
      {newest.map((mark) => (
        <li key={mark.id}>
          <span>{format.clockSeconds(mark.at)}</span>
          <b>{t(`marks.${mark.kind}`)}</b>
          {status.phase === "watching" && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              aria-label={t("marks.undo", {
                kind: t(`marks.${mark.kind}`),
                at: format.clockSeconds(mark.at),
              })}
              onClick={() => undo.mutate({ sessionId: lessonId, markId: mark.id })}
            >
              <IconArrowBackUp size={18} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ol>
  );
}
