import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MoveButtons } from "./MoveButtons.tsx";
import classes from "./setup.module.css";
import type { StateListProps } from "./StateListFields.tsx";
import { StateSelect } from "./StateSelect.tsx";
import { TagPicker } from "./TagPicker.tsx";

/** The lamps of a stack light, the most important first. */
export function LampFields({ form, tags, store, isDisabled }: StateListProps) {
  const { t } = useTranslation(["setup", "form"]);
  const { lamps } = form.values;
  const move = (from: number, to: number) => form.reorderListItem("lamps", { from, to });
  return (
    <div className={classes.list}>
      <Text size="sm" c="dimmed">
        {t("setup:lamps.text")}
      </Text>
      {lamps.map((lamp, index) => (
        <fieldset key={lamp.colour} className={classes.counter}>
          <legend>{t(`setup:lamps.colours.${lamp.colour}`)}</legend>
          <div className={classes.meaning}>
            <TagPicker
              label={t("setup:lamps.tag")}
              tags={tags}
              store={store}
              isOptional
              isDisabled={isDisabled}
              {...form.getInputProps(`lamps.${index}.tag`)}
              data-path={`lamps.${index}.tag`}
              value={lamp.tag}
            />
            <StateSelect
              label={t("setup:lamps.on")}
              withNext
              isDisabled={isDisabled || lamp.tag === ""}
              {...form.getInputProps(`lamps.${index}.on`)}
              value={lamp.on}
            />
            <StateSelect
              label={t("setup:lamps.blinking")}
              withNext
              isDisabled={isDisabled || lamp.tag === ""}
              {...form.getInputProps(`lamps.${index}.blinking`)}
              value={lamp.blinking}
            />
            {!isDisabled && (
              <div className={classes.rowActions}>
                <MoveButtons index={index} count={lamps.length} onMove={move} />
              </div>
            )}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
