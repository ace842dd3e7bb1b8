import { Button, Divider, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { UserRow } from "#shared/access/access.contract.ts";
import { password } from "#shared/access/credentials.ts";
import { displayName } from "#shared/kernel/code.ts";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import { UserFields, type UserFieldValues } from "./UserFields.tsx";
import { useUserFields } from "./use-user-fields.ts";

const valuesOf = (user: UserRow): UserFieldValues => ({
  displayName: user.displayName,
  role: user.role,
  language: user.language ?? "",
});

/** Changes a person, gives a new password, or takes the sign-in away. */
export function EditUserDialog(props: { user: UserRow; close: () => void }) {
  const { t } = useTranslation();
  const { user, close } = props;
  const api = useApi();
  const form = useForm<UserFieldValues>({
    initialValues: valuesOf(user),
    validateInputOnBlur: true,
    validate: { displayName: fieldRule(displayName, t) },
  });
  const client = useClient();
  const fields = useUserFields();
  const stale = useStaleEdit(async () => {
    const { rows } = await client.access.listUsers({
      search: user.username,
      includeInactive: true,
    });
    return rows.find((row) => row.id === user.id)!;
  });
  const save = useCommand(api.access.updateUser, {
    form,
    success: "access:users.saved",
    onDone: close,
    onRefusal: stale.onRefusal,
  });
  const submit = ({ language, ...values }: UserFieldValues, basedOn = user.version) =>
    save.mutate({ id: user.id, basedOn, ...values, language: language === "" ? null : language });
  return (
    <Modal opened onClose={close} title={t("access:users.edit", { username: user.username })}>
      <form onSubmit={form.onSubmit((values) => submit(values))}>
        <Stack gap="sm">
          <UserFields form={form} />
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={close}>
              {t("shell:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t("shell:save")}
            </Button>
          </Group>
        </Stack>
      </form>
      <Divider my="md" />
      <NewPassword user={user} close={close} />
      <Divider my="md" />
      <Activity user={user} close={close} />
      <StaleEditDialog
        theirs={stale.theirs && valuesOf(stale.theirs)}
        mine={form.values}
        fields={fields}
        onTakeTheirs={close}
        onPutMine={() => {
          if (stale.theirs !== null) submit(form.values, stale.theirs.version);
          stale.close();
        }}
        onClose={stale.close}
      />
    </Modal>
  );
}

function NewPassword(props: { user: UserRow; close: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: fieldRule(password, t) },
  });
  const reset = useCommand(api.access.updateUser, {
    form,
    success: "access:users.passwordReset",
    onDone: props.close,
  });
  const { id, version } = props.user;
  return (
    <form
      onSubmit={form.onSubmit((values) =>
        reset.mutate({ id, basedOn: version, password: values.password }),
      )}
    >
      <Group align="flex-start" gap="xs" wrap="nowrap">
        <PasswordInput
          style={{ flex: 1 }}
          label={t("shell:password.new")}
          description={t("access:users.passwordHint")}
          autoComplete="new-password"
          {...form.getInputProps("password")}
        />
        <Button type="submit" variant="default" mt={25} loading={reset.isPending}>
          {t("access:users.resetPassword")}
        </Button>
      </Group>
    </form>
  );
}

function Activity(props: { user: UserRow; close: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const { id, version, isActive, displayName: name } = props.user;
  const change = useCommand(api.access.updateUser, {
    success: isActive ? "access:users.deactivated" : "access:users.activated",
    onDone: props.close,
  });
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <Text size="sm" c="dimmed">
        {t(isActive ? "access:users.deactivateText" : "access:users.activateText", { name })}
      </Text>
      <Button
        variant={isActive ? "light" : "default"}
        {...(isActive ? { color: "red" } : {})}
        style={{ flex: "none" }}
        loading={change.isPending}
        onClick={() => change.mutate({ id, basedOn: version, isActive: !isActive })}
      >
        {t(isActive ? "access:users.deactivate" : "access:users.activate")}
      </Button>
    </Group>
  );
}
