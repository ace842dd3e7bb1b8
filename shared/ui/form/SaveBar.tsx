import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./form.module.css";

/** Stands at the bottom of a page while its form has unsaved changes. Belongs inside the form. */
export function SaveBar(props: { isDirty: boolean; isSaving: boolean; onDiscard: () => void }) {
  const { t } = useTranslation("form");
  if (!props.isDirty && !props.isSaving) return null;
  return (
    <div className={classes.saveBar} role="status">
      <Text size="sm" fw={550}>
        {t("unsaved.title")}
      </Text>
      <div className={classes.saveBarActions}>
        <Button variant="default" onClick={props.onDiscard} disabled={props.isSaving}>
          {t("discard")}
        </Button>
        <Button type="submit" loading={props.isSaving}>
          {t("save")}
        </Button>
      </div>
    </div>
  );
}
