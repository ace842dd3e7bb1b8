import { Button, TextInput } from "@mantine/core";
import { IconArrowLeft, IconArrowRight } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { useApi } from "../../../shell/ApiProvider.tsx";
import { useCommand } from "../../../shell/use-command.ts";
import { withTrusted } from "../ConnectionDrawer.tsx";
import {
  formField,
  readConnection,
  secretOf,
  type ConnectionValues,
} from "../connection-values.ts";
import { ConnectionTest } from "../ConnectionTest.tsx";
import { SettingsFields } from "../settings/SettingsFields.tsx";
import { useConnectionForm } from "../use-connection-form.ts";
import { useSettingsTest } from "../use-settings-test.ts";
import { proposedCode } from "./connection-code.ts";
import { kindIcons, type ConnectionKind } from "./connection-kinds.ts";
import classes from "./new-connection.module.css";

/** Name and settings of a new connection, then the test of them, then saving. */
export function NewConnectionForm(props: {
  kind: ConnectionKind;
  initial: ConnectionValues;
  onDraft: (values: ConnectionValues) => void;
  step: "settings" | "test";
  onStep: (step: "settings" | "test") => void;
  onCreated: (connection: ConnectionRow) => void;
}) {
  const { t } = useTranslation(["connection-setup", "form"]);
  const api = useApi();
  const navigate = useNavigate();
  const { kind, step, onStep } = props;
  const form = useConnectionForm(props.initial, true, props.onDraft);
  const [isCodeTyped, setCodeTyped] = useState(props.initial.code !== "");
  const test = useSettingsTest();
  const create = useCommand(api.connections.create, {
    form: {
      setErrors: (errors) => {
        form.setErrors(errors);
        onStep("settings");
      },
    },
    success: "connection-setup:saved",
    fieldOf: formField,
    onDone: (connection) => {
      form.resetDirty();
      props.onCreated(connection);
    },
  });
  const run = (values: ConnectionValues) => {
    const reading = readConnection(values.settings);
    if (reading.ok) test.mutate({ settings: reading.settings, secret: secretOf(values.settings) });
  };
  const save = () => {
    const { code, name, settings } = form.values;
    const reading = readConnection(settings);
    if (!reading.ok) return;
    const secret = secretOf(settings);
    create.mutate({
      code,
      name,
      settings: reading.settings,
      ...(secret != null && { secret }),
    });
  };
  const Icon = kindIcons[kind];
  const works = test.data?.ok === true && !test.isPending;
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={form.onSubmit(
        (values) => {
          onStep("test");
          run(values);
        },
        (errors) => focusFirstError(form, errors),
      )}
    >
      <UnsavedChangesGuard isDirty={form.isDirty() && !create.isSuccess} />
      <h2 className={classes.question}>
        <Icon size={24} stroke={1.6} aria-hidden /> {t(`connection-setup:kinds.${kind}.label`)}
      </h2>
      {step === "settings" ? (
        <>
          <div className={classes.names}>
            <TextInput
              label={t("form:name")}
              description={t("connection-setup:nameHint")}
              placeholder={t(`connection-setup:kinds.${kind}.example`)}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first field of a step that was just asked for
              autoFocus
              {...form.getInputProps("name")}
              onChange={(event) => {
                const name = event.currentTarget.value;
                form.setValues({
                  name,
                  ...(!isCodeTyped && { code: proposedCode(name) }),
                });
              }}
            />
            <TextInput
              label={t("form:code")}
              description={t("connection-setup:codeHint")}
              placeholder="LINE-1"
              {...form.getInputProps("code")}
              onChange={(event) => {
                setCodeTyped(event.currentTarget.value !== "");
                form.setFieldValue("code", event.currentTarget.value.toUpperCase());
              }}
            />
          </div>
          <SettingsFields form={form} />
          <footer className={classes.foot}>
            <Button
              variant="default"
              leftSection={<IconArrowLeft size={16} />}
              onClick={() => void navigate({ to: "/setup/connections/new", search: {} as never })}
            >
              {t("connection-setup:otherKind")}
            </Button>
            <Button type="submit" rightSection={<IconArrowRight size={16} />}>
              {t("connection-setup:toTest")}
            </Button>
          </footer>
        </>
      ) : (
        <>
          <ConnectionTest
            test={test}
            onRun={() => run(form.values)}
            onTrusted={(thumbprint) => {
              const trusted = withTrusted(form.values, thumbprint);
              form.setValues(trusted);
              run(trusted);
            }}
          />
          <footer className={classes.foot}>
            <Button
              variant="default"
              leftSection={<IconArrowLeft size={16} />}
              onClick={() => onStep("settings")}
            >
              {t("connection-setup:toSettings")}
            </Button>
            <Button
              variant={works ? "filled" : "default"}
              disabled={test.isPending}
              loading={create.isPending}
              onClick={save}
            >
              {t(works ? "connection-setup:save" : "connection-setup:saveAnyway")}
            </Button>
          </footer>
        </>
      )}
    </form>
  );
}
