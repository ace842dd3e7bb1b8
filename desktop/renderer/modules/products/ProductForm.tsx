import { Button, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { displayName } from "#shared/kernel/code.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { ProductRow } from "#shared/products/products.contract.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { SaveBar } from "#shared/ui/form/SaveBar.tsx";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { UnsavedChangesGuard } from "#shared/ui/form/UnsavedChangesGuard.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { useSession } from "../../shell/use-session.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";

const valuesOf = (product: ProductRow) => ({ name: product.name });

/** Name of a product, and whether it is still made. */
export function ProductForm(props: { product: ProductRow }) {
  const { t } = useTranslation(["products", "form"]);
  const api = useApi();
  const client = useClient();
  const { may } = useSession();
  const { product } = props;
  const id = product.id as Id<"product">;
  const [basedOn, setBasedOn] = useState(product.version);
  const [isAsking, setAsking] = useState(false);
  const form = useForm({
    initialValues: valuesOf(product),
    validateInputOnBlur: true,
    validate: { name: fieldRule(displayName, t) },
  });
  const follow = (stored: ProductRow) => {
    form.setInitialValues(valuesOf(stored));
    form.setValues(valuesOf(stored));
    setBasedOn(stored.version);
    setAsking(false);
  };
  const stale = useStaleEdit(async () => {
    const { rows } = await client.products.list({ limit: 5_000, includeInactive: true });
    return rows.find((row) => row.id === product.id)!;
  });
  const save = useCommand(api.products.update, {
    form,
    success: "form:saved",
    onDone: follow,
    onRefusal: stale.onRefusal,
  });
  const mayEdit = may("product:update");
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate({ id, basedOn, ...values }))}>
      <Stack gap="md" maw={560}>
        <Paper withBorder p="md" radius="md">
          <Stack gap="md">
            <TextInput label={t("form:code")} value={product.code} disabled />
            <TextInput label={t("form:name")} disabled={!mayEdit} {...form.getInputProps("name")} />
          </Stack>
        </Paper>
        {mayEdit && (
          <Group>
            {product.isActive ? (
              <Button variant="default" onClick={() => setAsking(true)}>
                {t("form:deactivate")}
              </Button>
            ) : (
              <Button
                variant="default"
                loading={save.isPending}
                onClick={() => save.mutate({ id, basedOn, isActive: true })}
              >
                {t("form:activate")}
              </Button>
            )}
          </Group>
        )}
        <SaveBar isDirty={form.isDirty()} isSaving={save.isPending} onDiscard={form.reset} />
      </Stack>
      <UnsavedChangesGuard isDirty={form.isDirty()} />
      <ConfirmDialog
        opened={isAsking}
        title={t("products:deactivate.title", { name: product.name })}
        verb={t("form:deactivate")}
        isBusy={save.isPending}
        onConfirm={() => save.mutate({ id, basedOn, isActive: false })}
        onClose={() => setAsking(false)}
      >
        <Text size="sm">{t("products:deactivate.text")}</Text>
        {product.cycleCount > 0 && (
          <Text size="sm">{t("products:deactivate.cycles", { count: product.cycleCount })}</Text>
        )}
      </ConfirmDialog>
      <StaleEditDialog
        theirs={stale.theirs && valuesOf(stale.theirs)}
        mine={form.values}
        fields={[{ key: "name", label: t("form:name"), text: (values) => values.name }]}
        onTakeTheirs={() => {
          if (stale.theirs !== null) follow(stale.theirs);
          stale.close();
        }}
        onPutMine={() => {
          if (stale.theirs !== null)
            save.mutate({ id, basedOn: stale.theirs.version, ...form.values });
          stale.close();
        }}
        onClose={stale.close}
      />
    </form>
  );
}
