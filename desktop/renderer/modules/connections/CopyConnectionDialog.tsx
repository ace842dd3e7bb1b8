import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import { displayName, recordCode } from "#shared/kernel/code.ts";
import type { Id } from "#shared/kernel/id.ts";
import { tagCode } from "#shared/machines/tag-code.ts";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { proposedCode } from "./new/connection-code.ts";
import { codePart } from "./tags/propose-tag.ts";

/** The same settings and tags once more, for the sister machine; it begins switched off, so that the address can be changed. */
export function CopyConnectionDialog(props: { connection: ConnectionRow; onClose: () => void }) {
  const { t } = useTranslation(["connections", "form"]);
  const api = useApi();
  const navigate = useNavigate();
  const { connection, onClose } = props;
  const form = useForm({
    initialValues: { name: "", code: "", tagPrefix: "" },
    validateInputOnBlur: true,
    validate: {
      name: fieldRule(displayName, t),
      code: fieldRule(recordCode, t),
      tagPrefix: fieldRule(tagCode, t),
    },
  });
  const copy = useCommand(api.connections.copy, {
    form,
    success: "connections:copy.done",
    onDone: ({ id }) => {
      onClose();
      void navigate({ to: "/setup/connections/$connectionId", params: { connectionId: id } });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("connections:copy.title", { name: connection.name })}>
      <form
        noValidate
        onSubmit={form.onSubmit(
          (values) => copy.mutate({ id: connection.id as Id<"connection">, ...values }),
          (errors) => focusFirstError(form, errors),
        )}
      >
        <Stack gap="md">
          <Text size="sm">{t("connections:copy.text", { count: connection.tagCount })}</Text>
          <TextInput
            label={t("form:name")}
            data-autofocus
            {...form.getInputProps("name")}
            onChange={(event) => {
              const name = event.currentTarget.value;
              form.setValues({ name, code: proposedCode(name), tagPrefix: codePart(name) });
            }}
          />
          <TextInput
            label={t("form:code")}
            {...form.getInputProps("code")}
            onChange={(event) =>
              form.setFieldValue("code", event.currentTarget.value.toUpperCase())
            }
          />
          <TextInput
            label={t("connections:copy.tagPrefix")}
            description={t("connections:copy.tagPrefixHint")}
            {...form.getInputProps("tagPrefix")}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("form:cancel")}
            </Button>
            <Button type="submit" loading={copy.isPending}>
              {t("connections:copy.verb")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
