import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import { displayName, recordCode } from "#shared/kernel/code.ts";
import type { Id } from "#shared/kernel/id.ts";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import type { ComparedField } from "#shared/ui/form/stale-fields.ts";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { ruleText } from "../../shell/refusal-text.ts";
import { useCommand } from "../../shell/use-command.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import { ConnectionFields } from "./ConnectionFields.tsx";
import {
  connectionValues,
  formField,
  newConnection,
  readSettings,
  type ConnectionValues,
} from "./connection-values.ts";
import { ConnectionTest } from "./ConnectionTest.tsx";

const valuesOf = (connection: ConnectionRow | "new"): ConnectionValues =>
  connection === "new" ? newConnection : connectionValues(connection);

/** Adds a connection or changes one; its settings can be tried before they are saved. */
export function ConnectionDrawer(props: {
  connection: ConnectionRow | "new";
  onClose: () => void;
  onStored: (connection: ConnectionRow) => void;
}) {
  const { t } = useTranslation(["connections", "form"]);
  const api = useApi();
  const client = useClient();
  const { connection } = props;
  const isNew = connection === "new";
  const id = (isNew ? "" : connection.id) as Id<"connection">;
  const [basedOn, setBasedOn] = useState(isNew ? 0 : connection.version);
  const form = useForm<ConnectionValues>({
    initialValues: valuesOf(connection),
    validateInputOnBlur: true,
    validate: (values) => {
      const reading = readSettings(values);
      const issues = reading.ok ? [] : Object.entries(reading.issues);
      return {
        code: isNew ? fieldRule(recordCode, t)(values.code) : null,
        name: fieldRule(displayName, t)(values.name),
        ...Object.fromEntries(issues.map(([field, rule]) => [field, ruleText(rule, t)])),
      };
    },
  });
  const stale = useStaleEdit(() => client.connections.get({ id }));
  const options = {
    form,
    success: "form:saved",
    onDone: props.onStored,
    onRefusal: stale.onRefusal,
    fieldOf: formField,
  };
  const create = useCommand(api.connections.create, options);
  const update = useCommand(api.connections.update, options);
  const store = (version: number) => {
    const { code, name } = form.values;
    const reading = readSettings(form.values);
    if (!reading.ok) return;
    if (isNew) create.mutate({ code, name, settings: reading.settings });
    else update.mutate({ id, basedOn: version, name, settings: reading.settings });
  };
  return (
    <>
      <DrawerForm
        opened
        onClose={props.onClose}
        size="lg"
        title={isNew ? t("connections:add") : t("connections:edit", { name: connection.name })}
        verb={isNew ? t("connections:add") : t("form:save")}
        isDirty={form.isDirty()}
        isBusy={create.isPending || update.isPending}
        onSubmit={form.onSubmit(
          () => store(basedOn),
          (errors) => focusFirstError(form, errors),
        )}
      >
        <ConnectionFields form={form} isNew={isNew} />
        <ConnectionTest
          values={form.values}
          onTrust={(thumbprint) => form.setFieldValue("trustedThumbprint", thumbprint)}
          onInvalid={() => focusFirstError(form, form.validate().errors)}
        />
      </DrawerForm>
      <StaleEditDialog
        theirs={stale.theirs && connectionValues(stale.theirs)}
        mine={form.values}
        fields={useComparedFields()}
        onTakeTheirs={() => {
          if (stale.theirs !== null) {
            form.setInitialValues(connectionValues(stale.theirs));
            form.setValues(connectionValues(stale.theirs));
            setBasedOn(stale.theirs.version);
          }
          stale.close();
        }}
        onPutMine={() => {
          if (stale.theirs !== null) {
            setBasedOn(stale.theirs.version);
            store(stale.theirs.version);
          }
          stale.close();
        }}
        onClose={stale.close}
      />
    </>
  );
}

function useComparedFields(): readonly ComparedField<ConnectionValues>[] {
  const { t } = useTranslation(["connections", "form"]);
  return [
    { key: "name", label: t("form:name"), text: (values) => values.name },
    { key: "endpoint", label: t("connections:endpoint.label"), text: (values) => values.endpoint },
    {
      key: "security",
      label: t("connections:security.mode"),
      text: (values) =>
        `${t(`connections:security.modes.${values.mode}`)} ${values.mode === "None" ? "" : values.policy}`,
    },
    {
      key: "trust",
      label: t("connections:trust.label"),
      text: (values) => values.trustedThumbprint || t("form:none"),
    },
    {
      key: "publishing",
      label: t("connections:publishing.label"),
      text: (values) => `${values.publishingMs} ms`,
    },
  ];
}
