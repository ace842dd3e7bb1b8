import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { recordCode } from "#shared/kernel/code.ts";
import type { Id } from "#shared/kernel/id.ts";
import { dateOf } from "#shared/shifts/local-time.ts";
import type { ShiftPatternRow } from "#shared/shifts/shifts.contract.ts";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { SaveBar } from "#shared/ui/form/SaveBar.tsx";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { usePlant, useSession } from "../../shell/use-session.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import { PreviewChangeButton } from "../rules/PreviewChangeButton.tsx";
import { CrewFields } from "./CrewFields.tsx";
import { CycleFields } from "./CycleFields.tsx";
import {
  formField,
  newPattern,
  patternValues,
  readPattern,
  type PatternValues,
} from "./pattern-values.ts";
import { ShiftFields } from "./ShiftFields.tsx";
import { PatternPreview } from "./preview/PatternPreview.tsx";
import classes from "./shifts.module.css";
import { SpecialDayFields } from "./SpecialDayFields.tsx";
import { useIssueText } from "./use-issue-text.ts";
import { usePatternSummary } from "./use-pattern-summary.ts";

/** Shifts, cycle and special days of a pattern, with the next two weeks as they would be. */
export function PatternForm(props: { pattern: ShiftPatternRow | "new" }) {
  const { t } = useTranslation(["shifts", "form", "rules"]);
  const api = useApi();
  const client = useClient();
  const navigate = useNavigate();
  const { may } = useSession();
  const { plant, now } = usePlant();
  const { pattern } = props;
  const isNew = pattern === "new";
  const id = (isNew ? "" : pattern.id) as Id<"shift-pattern">;
  const [today] = useState(() => dateOf(now(), plant.zone));
  const [basedOn, setBasedOn] = useState(isNew ? 0 : pattern.version);
  const [created, setCreated] = useState<string | null>(null);
  const issueText = useIssueText();
  const valuesOf = (row: ShiftPatternRow) => patternValues(row.code, row.pattern, today);
  const form = useForm<PatternValues>({
    validateInputOnBlur: true,
    initialValues: isNew
      ? newPattern(today, {
          early: t("shifts:usual.early"),
          late: t("shifts:usual.late"),
          pause: t("shifts:usual.break"),
        })
      : valuesOf(pattern),
    validate: (values) => {
      const read = readPattern(values);
      const code = isNew ? fieldRule(recordCode, t)(values.code) : null;
      return {
        ...(code === null ? {} : { code }),
        ...(read.ok
          ? {}
          : Object.fromEntries(
              Object.entries(read.issues).map(([field, rule]) => [field, issueText.of(rule)]),
            )),
      };
    },
  });
  const follow = (row: ShiftPatternRow) => {
    form.setInitialValues(valuesOf(row));
    form.setValues(valuesOf(row));
    setBasedOn(row.version);
  };
  const stale = useStaleEdit(async () => {
    const { rows } = await client.shifts.patterns();
    return rows.find((row) => row.id === id)!;
  });
  const options = { form, fieldOf: formField, onRefusal: stale.onRefusal };
  const create = useCommand(api.shifts.createPattern, {
    ...options,
    success: "form:saved",
    onDone: (row) => setCreated(row.id),
  });
  const update = useCommand(api.shifts.updatePattern, {
    ...options,
    success: "shifts:saved",
    onDone: follow,
  });
  useEffect(() => {
    if (created !== null)
      void navigate({
        to: "/setup/shifts/$patternId",
        params: { patternId: created },
        replace: true,
      });
  }, [created, navigate]);
  const read = readPattern(form.values);
  // A pattern without a name gives the same shifts.
  const previewed = readPattern({ ...form.values, name: form.values.name.trim() || "–" });
  const send = (version: number) => {
    if (!read.ok) return;
    if (isNew) create.mutate({ code: form.values.code, pattern: read.pattern });
    else update.mutate({ id, basedOn: version, pattern: read.pattern });
  };
  const fields = {
    form,
    isDisabled: !may("shift:update"),
    // What contradicts itself is shown while it is typed; what is merely unfinished waits for leaving the form.
    errorOf: (field: string) =>
      form.errors[field] ?? (read.ok ? undefined : issueText.whileTyping(read.issues[field])),
  };
  const isDirty = form.isDirty() && created === null;
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={form.onSubmit(
        () => send(basedOn),
        (errors) => focusFirstError(form, errors),
      )}
    >
      <div className={classes.fields}>
        <section className={classes.section}>
          <div className={classes.pair}>
            <TextInput
              label={t("form:code")}
              description={isNew ? t("form:codeRule") : undefined}
              disabled={!isNew}
              placeholder="3-SHIFT"
              {...form.getInputProps("code")}
              onChange={(event) =>
                form.setFieldValue("code", event.currentTarget.value.toUpperCase())
              }
            />
            <TextInput
              label={t("form:name")}
              description={isNew ? t("shifts:nameHint") : undefined}
              disabled={fields.isDisabled}
              {...form.getInputProps("name")}
            />
          </div>
        </section>
        <ShiftFields {...fields} />
        <CycleFields {...fields} />
        <CrewFields {...fields} />
        <SpecialDayFields {...fields} today={today} />
        {!isNew && <p className={classes.hint}>{t("shifts:fromNowOn")}</p>}
        {!isNew && may("shift:update") && (
          <div>
            <PreviewChangeButton
              title={t("rules:preview.ofShifts")}
              change={
                read.ok && form.isDirty()
                  ? { kind: "shift_pattern", patternId: id, pattern: read.pattern }
                  : null
              }
            />
          </div>
        )}
        <SaveBar
          isDirty={isDirty || (isNew && created === null)}
          isSaving={create.isPending || update.isPending}
          onDiscard={() => {
            if (isNew && !isDirty) void navigate({ to: "/setup/shifts" });
            else form.reset();
          }}
        />
      </div>
      <div className={classes.side}>
        <PatternPreview pattern={previewed.ok ? previewed.pattern : null} />
      </div>
      <UnsavedChangesGuard isDirty={isDirty} />
      <StaleEditDialog
        theirs={stale.theirs && valuesOf(stale.theirs)}
        mine={form.values}
        fields={usePatternSummary()}
        onTakeTheirs={() => {
          if (stale.theirs !== null) follow(stale.theirs);
          stale.close();
        }}
        onPutMine={() => {
          if (stale.theirs !== null) {
            setBasedOn(stale.theirs.version);
            send(stale.theirs.version);
          }
          stale.close();
        }}
        onClose={stale.close}
      />
    </form>
  );
}
