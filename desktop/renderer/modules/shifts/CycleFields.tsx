import { Checkbox, NumberInput, SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateField } from "#shared/ui/form/DateField.tsx";
import { toggleShift, withCycleLength } from "./edit-shifts.ts";
import type { PatternFieldsProps } from "./pattern-fields.ts";
import { weekdays, type PatternValues } from "./pattern-values.ts";
import classes from "./shifts.module.css";

const longestCycle = 366;

/** On which days which shifts start: the same each week, or a cycle of any length from an anchor date. */
export function CycleFields(props: PatternFieldsProps) {
  const { t } = useTranslation("shifts");
  const { form, isDisabled, errorOf } = props;
  const { cycleType, days, anchor } = form.values;
  return (
    <section className={classes.section}>
      <h2>{t("cycle.title")}</h2>
      <SegmentedControl
        disabled={isDisabled}
        className={classes.addButton}
        data={(["weekly", "rotating"] as const).map((value) => ({
          value,
          label: t(`cycle.${value}.label`),
        }))}
        value={cycleType}
        onChange={(value) =>
          form.setFieldValue("cycleType", value === "weekly" ? "weekly" : "rotating")
        }
      />
      <p className={classes.hint}>{t(`cycle.${cycleType}.text`)}</p>
      {cycleType === "weekly" ? (
        <DayGrid {...props} name="week" labels={weekdays.map((day) => t(`weekdays.${day}`))} />
      ) : (
        <>
          <div className={classes.pair}>
            <DateField
              label={t("cycle.anchor")}
              description={t("cycle.anchorHint")}
              disabled={isDisabled}
              value={anchor}
              onChange={(date) => form.setFieldValue("anchor", date)}
              error={errorOf("anchor")}
            />
            <NumberInput
              label={t("cycle.length")}
              description={t("cycle.lengthHint")}
              min={1}
              max={longestCycle}
              allowDecimal={false}
              clampBehavior="strict"
              disabled={isDisabled}
              value={days.length}
              onChange={(length) => {
                if (typeof length === "number" && length >= 1)
                  form.setFieldValue("days", withCycleLength(days, length));
              }}
            />
          </div>
          <DayGrid {...props} name="days" labels={days.map((_day, index) => String(index + 1))} />
        </>
      )}
    </section>
  );
}

function DayGrid(props: PatternFieldsProps & { name: "week" | "days"; labels: readonly string[] }) {
  const { t } = useTranslation("shifts");
  const { form, isDisabled, errorOf, name, labels } = props;
  const { shifts } = form.values;
  const plans: PatternValues["week"] = form.values[name];
  const order = shifts.map((shift) => shift.code);
  const errors = labels.flatMap((label, day) => {
    const error = errorOf(`${name}.${day}`);
    return error === undefined || error === null ? [] : [{ label, error }];
  });
  return (
    <>
      <div className={classes.gridScroll}>
        <table className={classes.grid}>
          <thead>
            <tr>
              <th>
                <span className={classes.quiet}>{t("cycle.shift")}</span>
              </th>
              {labels.map((label, day) => (
                <th key={day} data-bad={errorOf(`${name}.${day}`) ? true : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shifts.map((shift, index) => (
              <tr key={index}>
                <th scope="row">
                  <span className={classes.swatch} data-shade={index % 4} aria-hidden />
                  {shift.name || shift.code || t("shifts.unnamed", { number: index + 1 })}
                </th>
                {labels.map((label, day) => (
                  <td key={day} data-bad={errorOf(`${name}.${day}`) ? true : undefined}>
                    <Checkbox
                      aria-label={t("cycle.toggle", { shift: shift.name, day: label })}
                      disabled={isDisabled || shift.code === ""}
                      checked={plans[day]?.includes(shift.code) === true}
                      onChange={() =>
                        form.setFieldValue(name, toggleShift(plans, day, shift.code, order))
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {errors.map(({ label, error }) => (
        <p key={label} className={classes.error} role="alert">
          <b>{label}:</b> {error}
        </p>
      ))}
    </>
  );
}
