import { ActionIcon, Button, NumberInput, Select, TextInput } from "@mantine/core";
import { IconPlus, IconTrash, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { minutesBetween } from "#shared/shifts/local-time.ts";
import { targetScopes } from "#shared/shifts/shift-targets.ts";
import { timeFromText } from "#shared/ui/form/time-text.ts";
import { TimeField } from "#shared/ui/form/TimeField.tsx";
import { useFormat } from "../../shell/use-format.ts";
import { removeShift, renameShift } from "./edit-shifts.ts";
import type { PatternFieldsProps } from "./pattern-fields.ts";
import { newShift, type ShiftValues } from "./pattern-values.ts";
import classes from "./shifts.module.css";

/** The shifts of a pattern: code, name, times, breaks, target. */
export function ShiftFields(props: PatternFieldsProps) {
  const { t } = useTranslation(["shifts", "form"]);
  const { form, isDisabled } = props;
  const { shifts } = form.values;
  const add = () => {
    const start = shifts.at(-1)?.end ?? "06:00";
    form.insertListItem("shifts", newShift(start));
  };
  return (
    <section className={classes.section}>
      <h2>{t("shifts:shifts.title")}</h2>
      <p className={classes.hint}>{t("shifts:shifts.text")}</p>
      {shifts.map((shift, index) => (
        <ShiftCard key={index} {...props} shift={shift} index={index} />
      ))}
      {!isDisabled && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          className={classes.addButton}
          onClick={add}
        >
          {t("shifts:shifts.add")}
        </Button>
      )}
    </section>
  );
}

function ShiftCard(props: PatternFieldsProps & { shift: ShiftValues; index: number }) {
  const { t } = useTranslation(["shifts", "form"]);
  const format = useFormat();
  const { form, isDisabled, errorOf, shift, index } = props;
  const path = `shifts.${index}`;
  const input = (field: string) => ({
    ...form.getInputProps(`${path}.${field}`),
    error: errorOf(`${path}.${field}`),
    disabled: isDisabled,
  });
  const length = shiftMinutes(shift);
  return (
    <div className={classes.shift}>
      <div className={classes.shiftHead}>
        <span className={classes.swatch} data-shade={index % 4} aria-hidden />
        <b>{shift.name || t("shifts:shifts.unnamed", { number: index + 1 })}</b>
        <span className={classes.quiet}>
          {length !== null && format.duration(length * 60_000)}
          {length !== null && isOverMidnight(shift) && ` · ${t("shifts:shifts.overMidnight")}`}
        </span>
        {!isDisabled && form.values.shifts.length > 1 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            ml="auto"
            aria-label={t("shifts:shifts.remove", { name: shift.name })}
            onClick={() => form.setValues(removeShift(form.values, index))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </div>
      <div className={classes.shiftRow}>
        <TextInput
          label={t("form:code")}
          maxLength={20}
          placeholder="EARLY"
          {...input("code")}
          onChange={(event) =>
            form.setValues(renameShift(form.values, index, event.currentTarget.value.toUpperCase()))
          }
        />
        <TextInput label={t("form:name")} {...input("name")} />
        <TimeField label={t("shifts:shifts.start")} {...input("start")} value={shift.start} />
        <TimeField label={t("shifts:shifts.end")} {...input("end")} value={shift.end} />
      </div>
      <div className={classes.targetRow}>
        <NumberInput
          label={t("shifts:shifts.target")}
          placeholder={t("form:none")}
          suffix={t("shifts:shifts.pieces")}
          hideControls
          min={0}
          allowDecimal={false}
          {...input("target")}
        />
        <Select
          label={t("shifts:shifts.targetPer")}
          allowDeselect={false}
          data={targetScopes.map((value) => ({
            value,
            label: t(`shifts:shifts.per.${value}`),
          }))}
          {...input("targetPer")}
          disabled={isDisabled || shift.target === ""}
        />
        {(["targetOee", "targetQuality"] as const).map((field) => (
          <NumberInput
            key={field}
            label={t(`shifts:shifts.${field}`)}
            placeholder={t("form:none")}
            suffix=" %"
            hideControls
            min={0}
            max={100}
            decimalScale={2}
            {...input(field)}
          />
        ))}
      </div>
      <div className={classes.breaks}>
        {shift.breaks.map((pause, at) => {
          const field = `breaks.${at}`;
          return (
            <div key={at} className={classes.breakRow}>
              <TextInput
                aria-label={t("shifts:breaks.name")}
                placeholder={t("shifts:breaks.name")}
                {...input(`${field}.name`)}
                error={errorOf(`${path}.${field}`) ?? errorOf(`${path}.${field}.name`)}
              />
              <TimeField
                aria-label={t("shifts:breaks.start")}
                {...input(`${field}.start`)}
                value={pause.start}
              />
              <span aria-hidden>–</span>
              <TimeField
                aria-label={t("shifts:breaks.end")}
                {...input(`${field}.end`)}
                value={pause.end}
              />
              {!isDisabled && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={36}
                  aria-label={t("shifts:breaks.remove")}
                  onClick={() => form.removeListItem(`${path}.breaks`, at)}
                >
                  <IconX size={16} />
                </ActionIcon>
              )}
            </div>
          );
        })}
        {!isDisabled && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            className={classes.addButton}
            onClick={() =>
              form.insertListItem(`${path}.breaks`, {
                name: t("shifts:usual.break"),
                start: "",
                end: "",
              })
            }
          >
            {t("shifts:breaks.add")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Length by the wall clock; null while a time is missing. */
function shiftMinutes({ start, end }: ShiftValues): number | null {
  const [from, to] = [timeFromText(start), timeFromText(end)];
  return from === null || to === null ? null : minutesBetween(from, to);
}

const isOverMidnight = ({ start, end }: ShiftValues): boolean => end <= start && end !== "00:00";
