import { IconArrowDownRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./performance.module.css";

/** A shift below 90 % of its target: colour, icon and word. */
export function LowMark() {
  const { t } = useTranslation("shift-work");
  return (
    <span className={classes.low}>
      <IconArrowDownRight size={15} aria-hidden /> {t("low.word")}
    </span>
  );
}
