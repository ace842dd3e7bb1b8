import { ActionIcon, Button, MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DateField } from "#shared/ui/form/DateField.tsx";
import { HolidayImport } from "./HolidayImport.tsx";
import type { PatternFieldsProps } from "./pattern-fields.ts";
import { newException, type ExceptionKind, type ExceptionValues } from "./pattern-values.ts";
import classes from "./shifts.module.css";

const kinds = [
  "closed",
  "extra",
  "replaced",
  "overtime",
  "extended",
] as const satisfies readonly ExceptionKind[];

/** Holidays without shifts, and single dates that differ. */
export function SpecialDayFields(props: PatternFieldsProps & { today: string }) {
  const { t } = useTranslation(["shifts", "form"]);
  const { form, isDisabled, errorOf, today } = props;
  const { holidays, exceptions } = form.values;
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
          <div className={classes.buttons}>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} />}
              onClick={() => form.insertListItem("holidays", { date: "", name: "" })}
            >
              {t("shifts:holidays.add")}
            </Button>
            <HolidayImport
              present={holidays}
              onAdd={(added) => form.setFieldValue("holidays", [...holidays, ...added])}
            />
          </div>
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
            <ExceptionShifts {...props} index={index} exception={exception} />
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
            onClick={() => form.insertListItem("exceptions", newException(today))}
          >
            {t("shifts:exceptions.add")}
          </Button>
        )}
      </section>
    </>
  );
}

/** What an exception needs besides its date: the shifts and their crew, or the shift and its minutes. */
function ExceptionShifts(
  props: PatternFieldsProps & { index: number; exception: ExceptionValues },
) {
  const { t } = useTranslation("shifts");
  const { form, isDisabled, errorOf, index, exception } = props;
  const { shifts, crews } = form.values;
  const path = `exceptions.${index}`;
  const codes = [...new Set(shifts.map((shift) => shift.code).filter((code) => code !== ""))];
  if (exception.kind === "closed") return null;
  if (exception.kind === "extended") {
    const minutes = (field: "earlier" | "later") => (
      <NumberInput
        aria-label={t(`exceptions.${field}`)}
        placeholder={t(`exceptions.${field}`)}
        suffix={t(`exceptions.${field}Suffix`)}
        hideControls
        min={0}
        max={720}
        allowDecimal={false}
        disabled={isDisabled}
        {...form.getInputProps(`${path}.${field}`)}
        error={errorOf(`${path}.${field}`)}
      />
    );
    return (
      <>
        <Select
          aria-label={t("cycle.shift")}
          placeholder={t("exceptions.chooseOne")}
          allowDeselect={false}
          disabled={isDisabled}
          data={codes}
          value={exception.shift || null}
          onChange={(code) => form.setFieldValue(`${path}.shift`, code ?? "")}
          error={errorOf(`${path}.shift`)}
        />
        {minutes("earlier")}
        {minutes("later")}
      </>
    );
  }
  return (
    <>
      <MultiSelect
        aria-label={t("shifts.title")}
        placeholder={exception.shifts.length === 0 ? t("exceptions.choose") : ""}
        disabled={isDisabled}
        className={classes.grow}
        data={codes}
        value={[...exception.shifts]}
        onChange={(chosen) => form.setFieldValue(`${path}.shifts`, chosen)}
        error={errorOf(`${path}.shifts`)}
      />
      {crews.length > 0 && (
        <Select
          aria-label={t("exceptions.crew")}
          placeholder={t("exceptions.crew")}
          clearable
          disabled={isDisabled}
          data={crews
            .filter((crew) => crew.code !== "")
            .map((crew) => ({ value: crew.code, label: crew.name || crew.code }))}
          value={exception.crew || null}
          onChange={(crew) => form.setFieldValue(`${path}.crew`, crew ?? "")}
          error={errorOf(`${path}.crew`)}
        />
      )}
    </>
  );
}
