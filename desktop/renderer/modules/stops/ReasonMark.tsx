import { useTranslation } from "react-i18next";
import type { NamedReason } from "#shared/stops/stop-row.ts";
import { reasonLook } from "./reason-look.ts";
import classes from "./stops.module.css";

/** A reason as its colour and its name in the person's language. */
export function ReasonMark(props: { reason: NamedReason | null }) {
  const { t, i18n } = useTranslation("stops");
  if (props.reason === null) return <span className={classes.none}>{t("noReason")}</span>;
  const { name, colour } = reasonLook(props.reason, i18n.language);
  return (
    <span className={classes.reason}>
      <span className={classes.dot} style={{ backgroundColor: colour }} aria-hidden />
      {name}
    </span>
  );
}
