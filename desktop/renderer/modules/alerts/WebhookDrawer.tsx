import { Button, PasswordInput, Select, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { WebhookTargetRow } from "#shared/alerts/alerts.contract.ts";
import { webhookShapes, type WebhookShape } from "#shared/alerts/webhook-shape.ts";
import { displayName } from "#shared/kernel/code.ts";
import type { WebhookTargetId } from "#shared/kernel/id.ts";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { ChannelTestNote } from "./ChannelTestNote.tsx";

interface WebhookDrawerProps {
  readonly target: WebhookTargetRow | "new";
  readonly onClose: () => void;
}

interface Values {
  name: string;
  shape: WebhookShape;
  /** Empty = as it is. */
  address: string;
  allowsPrivate: boolean;
  isActive: boolean;
}

/** A webhook: its address is a secret, given here and never shown again. */
export function WebhookDrawer({ target, onClose }: WebhookDrawerProps) {
  const { t } = useTranslation("alerts");
  const api = useApi();
  const client = useClient();
  const isNew = target === "new";
  const form = useForm<Values>({
    initialValues: isNew
      ? { name: "", shape: "teams", address: "", allowsPrivate: false, isActive: true }
      : {
          name: target.name,
          shape: target.shape,
          address: "",
          allowsPrivate: target.allowsPrivate,
          isActive: target.isActive,
        },
    validateInputOnBlur: true,
    validate: {
      name: fieldRule(displayName, t),
      address: (value) => (isNew && value.trim() === "" ? t("webhooks.addressMissing") : null),
    },
  });
  const options = { form, success: "alerts:webhooks.saved", onDone: onClose };
  const create = useCommand(api.alerts.createTarget, options);
  const update = useCommand(api.alerts.updateTarget, options);
  const remove = useCommand(api.alerts.removeTarget, {
    success: "alerts:webhooks.removed",
    onDone: onClose,
  });
  const test = useMutation({
    mutationFn: (id: WebhookTargetId) => client.alerts.testTarget({ id }),
  });
  const id = isNew ? null : (target.id as WebhookTargetId);
  return (
    <DrawerForm
      opened
      onClose={onClose}
      title={isNew ? t("webhooks.add") : target.name}
      verb={isNew ? t("webhooks.add") : t("form:save")}
      isDirty={form.isDirty()}
      isBusy={create.isPending || update.isPending}
      onSubmit={form.onSubmit(({ address, isActive, ...values }) => {
        if (id === null) create.mutate({ ...values, address });
        else
          update.mutate({
            id,
            basedOn: (target as WebhookTargetRow).version,
            ...values,
            isActive,
            ...(address.trim() !== "" && { address }),
          });
      })}
      extra={
        !isNew &&
        id !== null && (
          <Button
            variant="subtle"
            color="red.8"
            loading={remove.isPending}
            onClick={() => remove.mutate({ id, basedOn: target.version })}
          >
            {t("webhooks.remove")}
          </Button>
        )
      }
    >
      <TextInput
        label={t("webhooks.name")}
        placeholder={t("webhooks.nameExample")}
        {...form.getInputProps("name")}
      />
      <Select
        label={t("webhooks.shape")}
        description={t(`webhooks.shapeHints.${form.values.shape}`)}
        allowDeselect={false}
        data={webhookShapes.map((value) => ({ value, label: t(`webhooks.shapes.${value}`) }))}
        {...form.getInputProps("shape")}
      />
      <PasswordInput
        label={t("webhooks.address")}
        description={
          isNew ? t("webhooks.addressHint") : t("webhooks.addressKept", { host: target.host })
        }
        autoComplete="off"
        {...form.getInputProps("address")}
      />
      <Switch
        label={t("webhooks.allowsPrivate")}
        description={t("webhooks.allowsPrivateHint")}
        {...form.getInputProps("allowsPrivate", { type: "checkbox" })}
      />
      {id !== null && (
        <>
          <Switch
            label={t("webhooks.isActive")}
            {...form.getInputProps("isActive", { type: "checkbox" })}
          />
          <Button
            variant="default"
            disabled={form.isDirty()}
            loading={test.isPending}
            onClick={() => test.mutate(id)}
          >
            {t("webhooks.test")}
          </Button>
          {test.data !== undefined && <ChannelTestNote result={test.data} />}
        </>
      )}
    </DrawerForm>
  );
}
