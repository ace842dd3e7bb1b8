import { ActionIcon, Button, NumberInput, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./setup.module.css";
import type { StateListProps } from "./StateListFields.tsx";
import { StateSelect } from "./StateSelect.tsx";

/** What the maker's own unit modes of a PackML machine mean. */
export function OwnModeFields({ form, isDisabled }: StateListProps) {
  const { t } = useTranslation(["setup", "form"]);
  const { ownModes } = form.values;
  if (form.values.state["mode"] === "") return null;
  return (
    <div className={classes.list}>
      <Text size="sm" c="dimmed">
        {t("setup:ownModes.text")}
      </Text>
      {ownModes.map((row, index) => (
        <div key={index} className={classes.meaning}>
          <NumberInput
            label={t("setup:ownModes.mode")}
            min={4}
            allowDecimal={false}
            disabled={isDisabled}
            {...form.getInputProps(`ownModes.${index}.mode`)}
          />
          <StateSelect
            label={t("setup:word.state")}
            isDisabled={isDisabled}
            {...form.getInputProps(`ownModes.${index}.state`)}
            value={row.state}
          />
          {!isDisabled && (
            <div className={classes.rowActions}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t("form:remove")}
                onClick={() => form.removeListItem("ownModes", index)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </div>
          )}
        </div>
      ))}
      {!isDisabled && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          style={{ alignSelf: "flex-start" }}
          onClick={() =>
            form.insertListItem("ownModes", { mode: 4 + ownModes.length, state: "setup" })
          }
        >
          {t("setup:ownModes.add")}
        </Button>
      )}
    </div>
  );
}
