import { Button, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { addressRule } from "#shared/connections/address-rule.ts";
import type { TagRow } from "#shared/connections/connection-rows.ts";
import { tagClasses } from "#shared/connections/tag.ts";
import { displayName } from "#shared/kernel/code.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { tagCode } from "#shared/machines/tag-code.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { useApi, useClient } from "../../../shell/ApiProvider.tsx";
import { fieldRule } from "../../../shell/field-rule.ts";
import { ruleText } from "../../../shell/refusal-text.ts";
import { useCommand } from "../../../shell/use-command.ts";
import { useStaleEdit } from "../../../shell/use-stale-edit.ts";
import { AddressField } from "../address/AddressField.tsx";
import { DeadbandFields } from "./DeadbandFields.tsx";
import { AgeCell, QualityCell, ValueCell } from "./LiveCells.tsx";
import type { LiveValueStore } from "./live-value-store.ts";
import { changedTag, newTag, storedTag, tagValues, type TagValues } from "./tag-values.ts";
import classes from "./tag-drawer.module.css";

const address = z.string().trim().min(1, { error: "must not be empty" }).max(500);

/** Whether the link is live decides which help there is. Milliseconds. */
const refetchMs = 5_000;

/** Adds a tag by its address, changes one, or removes it. */
export function TagDrawer(props: {
  tag: TagRow | "new";
  connectionId: Id<"connection">;
  machines: readonly MachineRow[];
  store: LiveValueStore;
  onClose: () => void;
}) {
  const { t } = useTranslation(["connections", "form"]);
  const api = useApi();
  const client = useClient();
  const { connectionId, machines, onClose } = props;
  const [tag, setTag] = useState(props.tag);
  const [isRemoving, setRemoving] = useState(false);
  const isNew = tag === "new";
  const id = (isNew ? "" : tag.id) as Id<"tag">;
  const connection = useQuery(
    api.connections.get.queryOptions({ input: { id: connectionId }, refetchInterval: refetchMs }),
  );
  const form = useForm<TagValues>({
    initialValues: isNew ? newTag : tagValues(tag),
    validateInputOnBlur: true,
    validate: {
      code: isNew ? fieldRule(tagCode, t) : () => null,
      name: fieldRule(displayName, t),
      address: (value) => {
        const rule =
          connection.data === undefined || value.trim() === ""
            ? null
            : addressRule(connection.data.settings, value.trim());
        return rule === null ? fieldRule(address, t)(value) : ruleText(rule, t);
      },
    },
  });
  const stale = useStaleEdit(async () => {
    const { rows } = await client.connections.tags({ connectionId });
    return rows.find((row) => row.id === id)!;
  });
  const options = { form, success: "form:saved", onDone: onClose, onRefusal: stale.onRefusal };
  const create = useCommand(api.connections.createTag, options);
  const update = useCommand(api.connections.updateTag, options);
  const remove = useCommand(api.connections.removeTag, { success: "form:saved", onDone: onClose });
  const store = (base: TagRow | "new") => {
    if (base === "new") {
      const stored = storedTag(form.values);
      create.mutate({
        ...stored,
        connectionId,
        machineId: stored.machineId as Id<"machine"> | null,
      });
      return;
    }
    const { machineId, ...changed } = changedTag(base, form.values);
    update.mutate({
      id,
      basedOn: base.version,
      ...changed,
      ...(machineId !== undefined && { machineId: machineId as Id<"machine"> | null }),
    });
  };
  const follow = (stored: TagRow) => {
    setTag(stored);
    form.setInitialValues(tagValues(stored));
  };
  return (
    <>
      <DrawerForm
        opened
        onClose={onClose}
        size="lg"
        title={isNew ? t("connections:tags.add") : tag.code}
        verb={isNew ? t("connections:tags.add") : t("form:save")}
        isDirty={form.isDirty()}
        isBusy={create.isPending || update.isPending}
        onSubmit={form.onSubmit(
          () => store(tag),
          (errors) => focusFirstError(form, errors),
        )}
        extra={
          !isNew && (
            <Button variant="subtle" color="gray" onClick={() => setRemoving(true)}>
              {t("form:remove")}
            </Button>
          )
        }
      >
        {!isNew && (
          <div className={classes.live}>
            <ValueCell store={props.store} tag={tag} />
            <QualityCell store={props.store} tag={tag} />
            <span>
              {t("connections:tags.age")}: <AgeCell store={props.store} tag={tag} />
            </span>
          </div>
        )}
        {isNew && (
          <TextInput
            label={t("connections:tags.code")}
            description={t("connections:tags.codeHint")}
            placeholder="press-1.count"
            data-autofocus
            {...form.getInputProps("code")}
            onChange={(event) =>
              form.setFieldValue(
                "code",
                event.currentTarget.value.toLowerCase().replaceAll(" ", "-"),
              )
            }
          />
        )}
        <TextInput label={t("form:name")} {...form.getInputProps("name")} />
        <Select
          label={t("connections:tags.machine")}
          description={t("connections:tags.machineHint")}
          searchable
          clearable
          data={machines.map((machine) => ({
            value: machine.id,
            label: `${machine.code} · ${machine.name}`,
          }))}
          {...form.getInputProps("machineId")}
        />
        {connection.data !== undefined && (
          <AddressField
            connection={connection.data}
            address={form.values.address}
            onAddress={(value) => form.setFieldValue("address", value)}
            input={form.getInputProps("address")}
          />
        )}
        <Select
          label={t("connections:tags.class")}
          allowDeselect={false}
          data={tagClasses.map((value) => ({
            value,
            label: t(`connections:classes.${value}.label`),
          }))}
          description={t(`connections:classes.${form.values.class}.text`)}
          inputWrapperOrder={["label", "input", "description", "error"]}
          {...form.getInputProps("class")}
        />
        <TextInput
          label={t("connections:tags.unit")}
          maxLength={20}
          placeholder={t("connections:tags.unitPlaceholder")}
          {...form.getInputProps("unit")}
        />
        {form.values.class === "analog" && <DeadbandFields form={form} />}
        <NumberInput
          label={t("connections:tags.samplingMs")}
          description={t("connections:tags.samplingHint")}
          placeholder={t("connections:tags.samplingUsual")}
          suffix=" ms"
          min={0}
          step={100}
          allowDecimal={false}
          {...form.getInputProps("samplingMs")}
        />
      </DrawerForm>
      <ConfirmDialog
        opened={isRemoving}
        title={t("connections:tags.remove.title", { code: isNew ? "" : tag.code })}
        verb={t("connections:tags.remove.verb")}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => {
          if (!isNew) remove.mutate({ id, basedOn: tag.version });
          setRemoving(false);
        }}
        onClose={() => setRemoving(false)}
      >
        <Text size="sm">{t("connections:tags.remove.text")}</Text>
      </ConfirmDialog>
      <StaleEditDialog
        theirs={stale.theirs && tagValues(stale.theirs)}
        mine={form.values}
        fields={[
          { key: "name", label: t("form:name"), text: (values) => values.name },
          {
            key: "address",
            label: t("connections:tags.address"),
            text: (values) => values.address,
          },
          {
            key: "class",
            label: t("connections:tags.class"),
            text: (values) => t(`connections:classes.${values.class}.label`),
          },
          {
            key: "machine",
            label: t("connections:tags.machine"),
            text: (values) =>
              machines.find((machine) => machine.id === values.machineId)?.code ?? t("form:none"),
          },
          { key: "unit", label: t("connections:tags.unit"), text: (values) => values.unit },
          {
            key: "deadband",
            label: t("connections:tags.deadband"),
            text: (values) =>
              `${values.deadband}${values.deadbandKind === "percent" ? " %" : ""} ${values.span}`,
          },
          {
            key: "sampling",
            label: t("connections:tags.samplingMs"),
            text: (values) => String(values.samplingMs),
          },
        ]}
        onTakeTheirs={() => {
          if (stale.theirs !== null) {
            follow(stale.theirs);
            form.setValues(tagValues(stale.theirs));
          }
          stale.close();
        }}
        onPutMine={() => {
          if (stale.theirs !== null) {
            follow(stale.theirs);
            store(stale.theirs);
          }
          stale.close();
        }}
        onClose={stale.close}
      />
    </>
  );
}
