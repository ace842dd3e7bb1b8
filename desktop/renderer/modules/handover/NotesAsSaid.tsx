import { useTranslation } from "react-i18next";
import type { HandoverPage } from "#shared/handover/handover.contract.ts";
import { Panel } from "#shared/ui/panel/Panel.tsx";
import { useFormat } from "../../shell/use-format.ts";
import classes from "./handover.module.css";

const texts = ["production", "machines", "quality", "material", "next"] as const;

/** The remarks to read: signed, or by somebody who may not sign. */
export function NotesAsSaid({ page }: { page: HandoverPage }) {
  const { t } = useTranslation("handover");
  const format = useFormat();
  const { notes } = page;
  const safety =
    notes.safetyIncident === null
      ? t("notes.notSaid")
      : notes.safetyIncident
        ? notes.safety
        : t("notes.noIncident");
  const lines: [string, string][] = [
    [t("notes.safetyIncident"), safety],
    ...texts.flatMap((name): [string, string][] =>
      notes[name] === "" ? [] : [[t(`notes.${name}`), notes[name]]],
    ),
    ...(notes.wipPieces === null
      ? []
      : [[t("notes.wip"), format.pieces(notes.wipPieces)] as [string, string]]),
    ...(page.unclassifiedReason === null
      ? []
      : [[t("sign.reason"), page.unclassifiedReason] as [string, string]]),
  ];
  return (
    <Panel title={t("notes.title")}>
      {lines.map(([label, text]) => (
        <p key={label} className={classes.said}>
          <b>{label}</b>
          {text}
        </p>
      ))}
    </Panel>
  );
}
