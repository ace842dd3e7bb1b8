import { Code, Group, NumberInput, Select, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { withMode, type ConnectionValues } from "./connection-values.ts";
import { thumbprintText } from "./untrusted-certificate.ts";

type ConnectionForm = UseFormReturnType<ConnectionValues>;

const drivers = ["opcua", "simulated"] as const satisfies ConnectionValues["driver"][];
const modes = ["None", "Sign", "SignAndEncrypt"] as const satisfies ConnectionValues["mode"][];
const policies = [
  "Basic256Sha256",
  "Aes128_Sha256_RsaOaep",
  "Aes256_Sha256_RsaPss",
] as const satisfies ConnectionValues["policy"][];

/** Name, driver and the settings of the driver chosen. */
export function ConnectionFields(props: { form: ConnectionForm; isNew: boolean }) {
  const { t } = useTranslation(["connections", "form"]);
  const { form, isNew } = props;
  const { driver } = form.values;
  return (
    <>
      <TextInput
        label={t("form:code")}
        description={isNew ? t("form:codeRule") : undefined}
        disabled={!isNew}
        data-autofocus={isNew || undefined}
        placeholder="LINE-1"
        {...form.getInputProps("code")}
        onChange={(event) => form.setFieldValue("code", event.currentTarget.value.toUpperCase())}
      />
      <TextInput
        label={t("form:name")}
        placeholder={t("connections:namePlaceholder")}
        data-autofocus={!isNew || undefined}
        {...form.getInputProps("name")}
      />
      <Select
        label={t("connections:driver")}
        allowDeselect={false}
        data={drivers.map((value) => ({ value, label: t(`connections:drivers.${value}.label`) }))}
        description={t(`connections:drivers.${driver}.text`)}
        inputWrapperOrder={["label", "input", "description", "error"]}
        {...form.getInputProps("driver")}
      />
      {driver === "opcua" ? <OpcuaFields form={form} /> : <SimulatedFields form={form} />}
    </>
  );
}

function OpcuaFields(props: { form: ConnectionForm }) {
  const { t } = useTranslation(["connections", "form"]);
  const { form } = props;
  const { mode, trustedThumbprint } = form.values;
  return (
    <>
      <TextInput
        label={t("connections:endpoint.label")}
        description={t("connections:endpoint.hint")}
        spellCheck={false}
        autoComplete="off"
        {...form.getInputProps("endpoint")}
      />
      <Group grow align="flex-start" gap="md">
        <Select
          label={t("connections:security.mode")}
          allowDeselect={false}
          data={modes.map((value) => ({ value, label: t(`connections:security.modes.${value}`) }))}
          {...form.getInputProps("mode")}
          onChange={(value) => {
            const chosen = modes.find((one) => one === value);
            if (chosen !== undefined) form.setValues(withMode(form.values, chosen));
          }}
        />
        {mode !== "None" && (
          <Select
            label={t("connections:security.policy")}
            allowDeselect={false}
            data={policies.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
            {...form.getInputProps("policy")}
          />
        )}
      </Group>
      <Text size="xs" c="dimmed" mt={-8}>
        {t(`connections:security.texts.${mode}`)}
      </Text>
      {mode !== "None" && (
        <div>
          <Text size="sm" fw={550}>
            {t("connections:trust.label")}
          </Text>
          {trustedThumbprint === "" ? (
            <Text size="sm" c="dimmed">
              {t("connections:trust.none")}
            </Text>
          ) : (
            <Code>{thumbprintText(trustedThumbprint)}</Code>
          )}
        </div>
      )}
      <NumberInput
        label={t("connections:publishing.label")}
        description={t("connections:publishing.hint")}
        suffix=" ms"
        min={100}
        max={10_000}
        step={100}
        allowDecimal={false}
        clampBehavior="none"
        {...form.getInputProps("publishingMs")}
      />
    </>
  );
}

function SimulatedFields(props: { form: ConnectionForm }) {
  const { t } = useTranslation(["connections", "form"]);
  const { form } = props;
  return (
    <Group grow align="flex-start" gap="md">
      <NumberInput
        label={t("connections:cycle.label")}
        description={t("connections:cycle.hint")}
        suffix=" ms"
        min={50}
        step={100}
        allowDecimal={false}
        clampBehavior="none"
        {...form.getInputProps("cycleMs")}
      />
      <NumberInput
        label={t("connections:seed.label")}
        description={t("connections:seed.hint")}
        min={0}
        allowDecimal={false}
        clampBehavior="none"
        {...form.getInputProps("seed")}
      />
    </Group>
  );
}
