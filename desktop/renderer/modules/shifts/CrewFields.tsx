import { ActionIcon, Button, NumberInput, Select, TextInput } from "@mantine/core";
import { IconPlus, IconRotateClockwise, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DateField } from "#shared/ui/form/DateField.tsx";
import { removeCrew, renameCrew, weekByWeek, withCrew, withStepCount } from "./edit-crews.ts";
import type { PatternFieldsProps } from "./pattern-fields.ts";
import classes from "./shifts.module.css";

const longestStep = 366;
const mostSteps = 60;

/** The crews of a pattern, and which of them works which shift when. */
export function CrewFields(props: PatternFieldsProps) {
  const { t } = useTranslation(["shifts", "form"]);
  const { form, isDisabled, errorOf } = props;
  const { crews } = form.values;
  return (
    <section className={classes.section}>
      <h2>{t("shifts:crews.title")}</h2>
      <p className={classes.hint}>{t("shifts:crews.text")}</p>
      {crews.map((crew, index) => (
        <div key={index} className={classes.specialRow}>
          <TextInput
            aria-label={t("form:code")}
            placeholder={t("form:code")}
            maxLength={20}
            disabled={isDisabled}
            value={crew.code}
            onChange={(event) =>
              form.setValues(
                renameCrew(form.values, index, event.currentTarget.value.toUpperCase()),
              )
            }
            error={errorOf(`crews.${index}.code`)}
          />
          <TextInput
            aria-label={t("form:name")}
            placeholder={t("shifts:crews.name")}
            disabled={isDisabled}
            className={classes.grow}
            {...form.getInputProps(`crews.${index}.name`)}
            error={errorOf(`crews.${index}.name`)}
          />
          {!isDisabled && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t("shifts:crews.remove", { name: crew.name || crew.code })}
              onClick={() => form.setValues(removeCrew(form.values, index))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {!isDisabled && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          className={classes.addButton}
          onClick={() => form.insertListItem("crews", { code: "", name: "" })}
        >
          {t("shifts:crews.add")}
        </Button>
      )}
      {crews.some((crew) => crew.code !== "") && <RotationFields {...props} />}
    </section>
  );
}

function RotationFields(props: PatternFieldsProps) {
  const { t } = useTranslation("shifts");
  const { form, isDisabled, errorOf } = props;
  const { crewAnchor, daysPerStep, crewSteps } = form.values;
  const setSteps = (steps: typeof crewSteps) => form.setFieldValue("crewSteps", steps);
  return (
    <>
      <div className={classes.pair}>
        <DateField
          label={t("crews.anchor")}
          description={t("cycle.anchorHint")}
          disabled={isDisabled}
          value={crewAnchor}
          onChange={(date) => form.setFieldValue("crewAnchor", date)}
          error={errorOf("crewAnchor")}
        />
        <NumberInput
          label={t("crews.daysPerStep")}
          description={t("crews.daysPerStepHint")}
          min={1}
          max={longestStep}
          allowDecimal={false}
          clampBehavior="strict"
          disabled={isDisabled}
          value={daysPerStep}
          onChange={(days) => {
            if (typeof days === "number" && days >= 1) form.setFieldValue("daysPerStep", days);
          }}
        />
        <NumberInput
          label={t("crews.steps")}
          description={t("crews.stepsHint")}
          min={1}
          max={mostSteps}
          allowDecimal={false}
          clampBehavior="strict"
          disabled={isDisabled}
          value={crewSteps.length}
          onChange={(count) => {
            if (typeof count === "number" && count >= 1) setSteps(withStepCount(crewSteps, count));
          }}
        />
      </div>
      {!isDisabled && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconRotateClockwise size={15} aria-hidden />}
          className={classes.addButton}
          onClick={() => {
            form.setFieldValue("daysPerStep", 7);
            setSteps(weekByWeek(form.values));
          }}
        >
          {t("crews.weekByWeek")}
        </Button>
      )}
      <StepGrid {...props} />
    </>
  );
}

/** One column per step, one row per shift. */
function StepGrid({ form, isDisabled, errorOf }: PatternFieldsProps) {
  const { t } = useTranslation("shifts");
  const { crews, crewSteps, daysPerStep, shifts } = form.values;
  const options = crews
    .filter((crew) => crew.code !== "")
    .map((crew) => ({ value: crew.code, label: crew.name || crew.code }));
  const stepName = (index: number) =>
    daysPerStep === 7
      ? t("crews.week", { number: index + 1 })
      : daysPerStep === 1
        ? t("crews.day", { number: index + 1 })
        : t("crews.step", { number: index + 1 });
  return (
    <div className={classes.gridScroll}>
      <table className={classes.grid}>
        <thead>
          <tr>
            <th>
              <span className={classes.quiet}>{t("cycle.shift")}</span>
            </th>
            {crewSteps.map((_step, index) => (
              <th key={index} data-bad={errorOf(`crewSteps.${index}`) ? true : undefined}>
                {stepName(index)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shifts.map((shift, row) => (
            <tr key={row}>
              <th scope="row">
                <span className={classes.swatch} data-shade={row % 4} aria-hidden />
                {shift.name || shift.code || t("shifts.unnamed", { number: row + 1 })}
              </th>
              {crewSteps.map((step, index) => (
                <td key={index} className={classes.crewCell}>
                  <Select
                    aria-label={t("crews.of", { shift: shift.name, step: stepName(index) })}
                    placeholder="–"
                    size="xs"
                    clearable
                    data={[...new Map(options.map((one) => [one.value, one])).values()]}
                    disabled={isDisabled || shift.code === ""}
                    value={step[shift.code] || null}
                    onChange={(crew) =>
                      form.setFieldValue(
                        "crewSteps",
                        withCrew(crewSteps, index, shift.code, crew ?? ""),
                      )
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
