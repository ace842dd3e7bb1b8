import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { displayName, recordCode } from "#shared/kernel/code.ts";
import type { ProductRow } from "#shared/products/products.contract.ts";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";

/** Adds a product; its ideal cycles come next, on its own page. */
export function NewProductDrawer(props: {
  onClose: () => void;
  onAdded: (product: ProductRow) => void;
}) {
  const { t } = useTranslation(["products", "form"]);
  const api = useApi();
  const form = useForm({
    initialValues: { code: "", name: "" },
    validateInputOnBlur: true,
    validate: { code: fieldRule(recordCode, t), name: fieldRule(displayName, t) },
  });
  const create = useCommand(api.products.create, { form, onDone: props.onAdded });
  return (
    <DrawerForm
      opened
      onClose={props.onClose}
      title={t("products:add")}
      verb={t("products:add")}
      isDirty={form.isDirty()}
      isBusy={create.isPending}
      onSubmit={form.onSubmit(
        (values) => create.mutate(values),
        (errors) => focusFirstError(form, errors),
      )}
    >
      <TextInput
        label={t("form:code")}
        description={t("products:codeHint")}
        data-autofocus
        {...form.getInputProps("code")}
        onChange={(event) => form.setFieldValue("code", event.currentTarget.value.toUpperCase())}
      />
      <TextInput label={t("form:name")} {...form.getInputProps("name")} />
    </DrawerForm>
  );
}
