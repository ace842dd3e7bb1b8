import { ActionIcon, Button, MultiSelect, Select, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DateField } from "#shared/ui/form/DateField.tsx";
import type { PatternFieldsProps } from "./pattern-fields.ts";
import type { ExceptionKind } from "./pattern-values.ts";
import classes from "./shifts.module.css";

const kinds = ["closed", "extra", "replaced"] as const satisfies readonly ExceptionKind[];

/** Holidays without shifts, and single dates that differ. */
export function SpecialDayFields(props: PatternFieldsProps & { today: string }) {
  const { t } = useTranslation(["shifts", "form"]);
  const { form, isDisabled, errorOf, today } = props;
  const { holidays, exceptions, shifts } = form.values;
  const removeButton = (list: "holidays" | "exceptions", index: number) =>
    !isDisabled && (
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t("form:remove")}
        onClick={() => form.removeListItem(list, index)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    );
  return (
    <>
      <section className={classes.section}>
        <h2>{t("shifts:holidays.title")}</h2>
        <p className={classes.hint}>{t("shifts:holidays.text")}</p>
        {holidays.map((holiday, index) => (
          <div key={index} className={classes.specialRow}>
            <DateField
              aria-label={t("shifts:date")}
              disabled={isDisabled}
              value={holiday.date}
              onChange={(date) => form.setFieldValue(`holidays.${index}.date`, date)}
              error={errorOf(`holidays.${index}.date`)}
            />
            <TextInput
              aria-label={t("form:name")}
              placeholder={t("shifts:holidays.name")}
              disabled={isDisabled}
              className={classes.grow}
              {...form.getInputProps(`holidays.${index}.name`)}
            />
            {removeButton("holidays", index)}
          </div>
        ))}
        {!isDisabled && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            className={classes.addButton}
            onClick={() => form.insertListItem("holidays", { date: "", name: "" })}
          >
            {t("shifts:holidays.add")}
          </Button>
        )}
      </section>
      <section className={classes.section}>
        <h2>{t("shifts:exceptions.title")}</h2>
        <p className={classes.hint}>{t("shifts:exceptions.text")}</p>
        {exceptions.map((exception, index) => (
          <div key={index} className={classes.specialRow}>
            <DateField
              aria-label={t("shifts:date")}
              disabled={isDisabled}
              value={exception.date}
              onChange={(date) => form.setFieldValue(`exceptions.${index}.date`, date)}
              error={errorOf(`exceptions.${index}.date`)}
            />
            <Select
              aria-label={t("shifts:exceptions.kind")}
              allowDeselect={false}
              disabled={isDisabled}
              data={kinds.map((value) => ({ value, label: t(`shifts:exceptions.kinds.${value}`) }))}
              {...form.getInputProps(`exceptions.${index}.kind`)}
            />
            {exception.kind !== "closed" && (
              <MultiSelect
                aria-label={t("shifts:shifts.title")}
                placeholder={exception.shifts.length === 0 ? t("shifts:exceptions.choose") : ""}
                disabled={isDisabled}
                className={classes.grow}
                data={[...new Set(shifts.map((shift) => shift.code).filter((code) => code !== ""))]}
                value={[...exception.shifts]}
                onChange={(codes) => form.setFieldValue(`exceptions.${index}.shifts`, codes)}
                error={errorOf(`exceptions.${index}.shifts`)}
              />
            )}
            <TextInput
              aria-label={t("form:name")}
              placeholder={t("shifts:exceptions.name")}
              disabled={isDisabled}
              className={classes.grow}
              {...form.getInputProps(`exceptions.${index}.name`)}
            />
            {removeButton("exceptions", index)}
          </div>
        ))}
        {!isDisabled && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            className={classes.addButton}
            onClick={() =>
              form.insertListItem("exceptions", {
                kind: "extra",
                date: today,
                shifts: [],
                name: "",
              })
            }
          >
            {t("shifts:exceptions.add")}
          </Button>
        )}
      </section>
    </>
  );
}
