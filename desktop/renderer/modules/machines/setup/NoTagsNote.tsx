import { Button } from "@mantine/core";
import { IconTags } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import classes from "./setup.module.css";

/** Rules read tags; a machine without any needs them first. */
export function NoTagsNote() {
  const { t } = useTranslation("setup");
  return (
    <div className={classes.note} role="note">
      <IconTags size={20} aria-hidden />
      <span>{t("tags.first")}</span>
      <Button
        variant="default"
        renderRoot={(root) => <Link {...root} to="." search={{ tab: "tags" } as never} replace />}
      >
        {t("tags.pick")}
      </Button>
    </div>
  );
}
