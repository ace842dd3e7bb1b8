import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { Id } from "#shared/kernel/id.ts";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import type { ComparedField } from "#shared/ui/form/stale-fields.ts";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { useCommand } from "../../shell/use-command.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import {
  connectionValues,
  formField,
  readConnection,
  secretOf,
  type ConnectionValues,
} from "./connection-values.ts";
import { ConnectionTest } from "./ConnectionTest.tsx";
import { SettingsFields } from "./settings/SettingsFields.tsx";
import { settingsText } from "./settings/settings-text.ts";
import { useConnectionForm } from "./use-connection-form.ts";
import { useSettingsTest } from "./use-settings-test.ts";

/** Changes a connection; its settings can be tried before they are saved. */
export function ConnectionDrawer(props: {
  connection: ConnectionRow;
  onClose: () => void;
  onStored: (connection: ConnectionRow) => void;
}) {
  const { t } = useTranslation(["connections", "form"]);
  const api = useApi();
  const client = useClient();
  const { connection } = props;
  const id = connection.id as Id<"connection">;
  const [basedOn, setBasedOn] = useState(connection.version);
  const form = useConnectionForm(connectionValues(connection), false);
  const test = useSettingsTest(id);
  const stale = useStaleEdit(() => client.connections.get({ id }));
  const update = useCommand(api.connections.update, {
    form,
    success: "form:saved",
    onDone: props.onStored,
    onRefusal: stale.onRefusal,
    fieldOf: formField,
  });
  const store = (version: number) => {
    const { name, settings } = form.values;
    const reading = readConnection(settings);
    if (!reading.ok) return;
    const secret = secretOf(settings);
    update.mutate({
      id,
      basedOn: version,
      name,
      settings: reading.settings,
      ...(secret !== undefined && { secret }),
    });
  };
  const run = (values: ConnectionValues) => {
    const reading = readConnection(values.settings);
    if (reading.ok) test.mutate({ settings: reading.settings, secret: secretOf(values.settings) });
    else focusFirstError(form, form.validate().errors);
  };
  return (
    <>
      <DrawerForm
        opened
        onClose={props.onClose}
        size="xl"
        title={t("connections:edit", { name: connection.name })}
        verb={t("form:save")}
        isDirty={form.isDirty()}
        isBusy={update.isPending}
        onSubmit={form.onSubmit(
          () => store(basedOn),
          (errors) => focusFirstError(form, errors),
        )}
      >
        <TextInput label={t("form:name")} data-autofocus {...form.getInputProps("name")} />
        <SettingsFields form={form} />
        <ConnectionTest
          test={test}
          onRun={() => run(form.values)}
          onTrusted={(thumbprint) => {
            const trusted = withTrusted(form.values, thumbprint);
            form.setValues(trusted);
            run(trusted);
          }}
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

/** A connection that is tied to one certificate is tied to the new one. */
export function withTrusted(values: ConnectionValues, thumbprint: string): ConnectionValues {
  const { settings } = values;
  if (settings.driver !== "opcua" || settings.trustedThumbprint === "") return values;
  return { ...values, settings: { ...settings, trustedThumbprint: thumbprint } };
}

function useComparedFields(): readonly ComparedField<ConnectionValues>[] {
  const { t } = useTranslation(["connections", "form"]);
  return [
    { key: "name", label: t("form:name"), text: (values) => values.name },
    {
      key: "settings",
      label: t("connections:settings"),
      text: (values) => settingsText(values.settings),
    },
  ];
}
