import { Button, Select, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { displayName, recordCode } from "#shared/kernel/code.ts";
import type { Id } from "#shared/kernel/id.ts";
import { reasonCategories, type ReasonCategory } from "#shared/stops/reason-category.ts";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import type { ReasonNode } from "./reason-tree.ts";

interface ReasonValues {
  readonly code: string;
  readonly name: string;
  readonly category: ReasonCategory;
  readonly parentId: string | null;
}

const valuesOf = (reason: ReasonRow | "new" | null): ReasonValues =>
  reason === null || reason === "new"
    ? { code: "", name: "", category: "breakdown", parentId: null }
    : {
        code: reason.code,
        name: reason.name,
        category: reason.category,
        parentId: reason.parentId,
      };

interface ReasonDrawerProps {
  readonly reason: ReasonRow | "new" | null;
  readonly reasons: readonly ReasonNode[];
  readonly onClose: () => void;
}

/** Adds a reason or changes one. */
export function ReasonDrawer(props: ReasonDrawerProps) {
  const { reason } = props;
  if (reason === null) return null;
  return <ReasonForm key={reason === "new" ? "new" : reason.id} {...props} reason={reason} />;
}

function ReasonForm(props: ReasonDrawerProps & { reason: ReasonRow | "new" }) {
  const { t } = useTranslation(["stops", "form"]);
  const api = useApi();
  const client = useClient();
  const { reason, reasons, onClose } = props;
  const isNew = reason === "new";
  const [basedOn, setBasedOn] = useState(isNew ? 0 : reason.version);
  const [isAsking, setAsking] = useState(false);
  const form = useForm<ReasonValues>({
    initialValues: valuesOf(reason),
    validateInputOnBlur: true,
    validate: {
      code: isNew ? fieldRule(recordCode, t) : () => null,
      name: fieldRule(displayName, t),
    },
  });
  const stale = useStaleEdit(async () => {
    const { rows } = await client.stops.reasons();
    return rows.find((row) => !isNew && row.id === reason.id)!;
  });
  const options = { form, success: "form:saved", onDone: onClose, onRefusal: stale.onRefusal };
  const create = useCommand(api.stops.createReason, options);
  const update = useCommand(api.stops.updateReason, options);
  const store = (version: number) => {
    const { code, name, category, parentId } = form.values;
    if (isNew) create.mutate({ code, name, category, parentId: parentId as Id<"reason"> | null });
    else update.mutate({ id: reason.id as Id<"reason">, basedOn: version, name, category });
  };
  const setActive = (isActive: boolean) => {
    if (!isNew) update.mutate({ id: reason.id as Id<"reason">, basedOn, isActive });
  };
  const children = isNew ? 0 : (reasons.find((node) => node.id === reason.id)?.childCount ?? 0);

  return (
    <>
      <DrawerForm
        opened
        onClose={onClose}
        title={isNew ? t("stops:add") : reason.name}
        verb={isNew ? t("stops:add") : t("form:save")}
        isDirty={form.isDirty()}
        isBusy={create.isPending || update.isPending}
        onSubmit={form.onSubmit(
          () => store(basedOn),
          (errors) => focusFirstError(form, errors),
        )}
        extra={
          !isNew &&
          (reason.isActive ? (
            <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
              {t("form:deactivate")}
            </Button>
          ) : (
            <Button variant="subtle" onClick={() => setActive(true)}>
              {t("form:activate")}
            </Button>
          ))
        }
      >
        <TextInput
          label={t("form:code")}
          description={isNew ? t("form:codeRule") : undefined}
          disabled={!isNew}
          data-autofocus={isNew || undefined}
          {...form.getInputProps("code")}
          onChange={(event) => form.setFieldValue("code", event.currentTarget.value.toUpperCase())}
        />
        <TextInput
          label={t("form:name")}
          data-autofocus={!isNew || undefined}
          {...form.getInputProps("name")}
        />
        <Select
          label={t("stops:category")}
          allowDeselect={false}
          data={reasonCategories.map((category) => ({
            value: category,
            label: t(`stops:categories.${category}.label`),
          }))}
          {...form.getInputProps("category")}
          description={t(`stops:categories.${form.values.category}.effect`)}
          inputWrapperOrder={["label", "input", "description", "error"]}
        />
        <Select
          label={t("stops:parent")}
          description={isNew ? undefined : t("stops:parentFixed")}
          placeholder={t("stops:top")}
          disabled={!isNew}
          searchable
          clearable
          data={reasons
            .filter((node) => node.isActive || node.id === form.values.parentId)
            .map((node) => ({ value: node.id, label: node.path.join(" › ") }))}
          {...form.getInputProps("parentId")}
        />
      </DrawerForm>
      <ConfirmDialog
        opened={isAsking}
        title={t("stops:deactivate.title", { name: isNew ? "" : reason.name })}
        verb={t("form:deactivate")}
        isBusy={update.isPending}
        onConfirm={() => setActive(false)}
        onClose={() => setAsking(false)}
      >
        <Text size="sm">{t("stops:deactivate.text")}</Text>
        {children > 0 && (
          <Text size="sm">{t("stops:deactivate.children", { count: children })}</Text>
        )}
      </ConfirmDialog>
      <StaleEditDialog<ReasonValues>
        theirs={stale.theirs && valuesOf(stale.theirs)}
        mine={form.values}
        fields={[
          { key: "name", label: t("form:name"), text: (values) => values.name },
          {
            key: "category",
            label: t("stops:category"),
            text: (values) => t(`stops:categories.${values.category}.label`),
          },
        ]}
        onTakeTheirs={() => {
          const { theirs } = stale;
          if (theirs === null) return;
          form.setInitialValues(valuesOf(theirs));
          form.setValues(valuesOf(theirs));
          setBasedOn(theirs.version);
          stale.close();
        }}
        onPutMine={() => {
          const { theirs } = stale;
          if (theirs === null) return;
          setBasedOn(theirs.version);
          stale.close();
          store(theirs.version);
        }}
        onClose={stale.close}
      />
    </>
  );
}
