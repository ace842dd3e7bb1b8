import { Button, Group, Modal, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { password, username } from "#shared/access/credentials.ts";
import { displayName } from "#shared/kernel/code.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { UserFields, type UserFieldValues } from "./UserFields.tsx";

interface Values extends UserFieldValues {
  username: string;
  password: string;
}

const empty: Values = {
  displayName: "",
  username: "",
  role: "operator",
  language: "",
  password: "",
};

/** Adds a person who may sign in. */
export function CreateUserDialog(props: { opened: boolean; close: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const form = useForm<Values>({
    initialValues: empty,
    validateInputOnBlur: true,
    validate: {
      displayName: fieldRule(displayName, t),
      username: fieldRule(username, t),
      password: fieldRule(password, t),
    },
  });
  const close = () => {
    form.reset();
    props.close();
  };
  const create = useCommand(api.access.createUser, {
    form,
    success: "access:users.created",
    onDone: close,
  });
  return (
    <Modal opened={props.opened} onClose={close} title={t("access:users.add")}>
      <form
        onSubmit={form.onSubmit(({ language, ...values }) =>
          create.mutate({ ...values, language: language === "" ? null : language }),
        )}
      >
        <Stack gap="sm">
          <UserFields form={form} />
          <TextInput
            label={t("access:field.username")}
            autoComplete="off"
            autoCapitalize="none"
            {...form.getInputProps("username")}
          />
          <PasswordInput
            label={t("access:field.firstPassword")}
            description={t("access:field.firstPasswordHint")}
            autoComplete="new-password"
            {...form.getInputProps("password")}
          />
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={close}>
              {t("shell:cancel")}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t("access:users.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
