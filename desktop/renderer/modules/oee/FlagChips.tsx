import { IconAlertTriangle } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { flagsInOrder, isWarning } from "./flags.ts";
import classes from "./FlagChips.module.css";

/** What must stand beside a figure, in words: warnings first. `flags` as one text so that equal flags render once. */
export const FlagChips = memo(function FlagChips(props: {
  flags: string;
  coverage: string | null;
}) {
  const { t } = useTranslation("oee");
  const flags = props.flags === "" ? [] : flagsInOrder(props.flags.split(" "));
  return (
    <span className={classes.chips}>
      {props.coverage !== null && (
        <span className={classes.chip} title={t("coverage.long", { coverage: props.coverage })}>
          {t("coverage.short", { coverage: props.coverage })}
        </span>
      )}
      {flags.map((flag) => (
        <span
          key={flag}
          className={classes.chip}
          data-warning={isWarning(flag) || undefined}
          title={t(`flags.${flag}.long`)}
        >
          {isWarning(flag) && <IconAlertTriangle size={12} aria-hidden="true" />}
          {t(`flags.${flag}.short`)}
        </span>
      ))}
    </span>
  );
});
