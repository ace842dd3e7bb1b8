import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { password } from "#shared/access/credentials.ts";
import { useApi } from "./ApiProvider.tsx";
import { fieldRule } from "./field-rule.ts";
import { useCommand } from "./use-command.ts";

const empty = { currentPassword: "", newPassword: "", repeated: "" };

/** Changes one's own password; other sessions of the person end. */
export function ChangePasswordDialog(props: { opened: boolean; close: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const form = useForm({
    initialValues: empty,
    validateInputOnBlur: true,
    validate: {
      newPassword: fieldRule(password, t),
      repeated: (value, values) =>
        value === values.newPassword ? null : t("shell:password.notTheSame"),
    },
  });
  const close = () => {
    form.reset();
    props.close();
  };
  const change = useCommand(api.access.changeOwnPassword, {
    form,
    success: "shell:password.changed",
    onDone: close,
  });
  return (
    <Modal opened={props.opened} onClose={close} title={t("shell:user.changePassword")}>
      <form
        onSubmit={form.onSubmit(({ currentPassword, newPassword }) =>
          change.mutate({ currentPassword, newPassword }),
        )}
      >
        <Stack gap="sm">
          <PasswordInput
            label={t("shell:password.current")}
            autoComplete="current-password"
            data-autofocus
            {...form.getInputProps("currentPassword")}
          />
          <PasswordInput
            label={t("shell:password.new")}
            description={t("shell:password.rule")}
            autoComplete="new-password"
            {...form.getInputProps("newPassword")}
          />
          <PasswordInput
            label={t("shell:password.repeat")}
            autoComplete="new-password"
            {...form.getInputProps("repeated")}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t("shell:cancel")}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {t("shell:user.changePassword")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
