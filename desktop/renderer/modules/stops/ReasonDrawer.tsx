import { Button, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { displayName, recordCode } from "#shared/kernel/code.ts";
import type { Id } from "#shared/kernel/id.ts";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import { ConfirmDialog } from "#shared/ui/form/ConfirmDialog.tsx";
import { DrawerForm } from "#shared/ui/form/DrawerForm.tsx";
import { focusFirstError } from "#shared/ui/form/focus-first-error.ts";
import { StaleEditDialog } from "#shared/ui/form/StaleEditDialog.tsx";
import { useApi, useClient } from "../../shell/ApiProvider.tsx";
import { fieldRule } from "../../shell/field-rule.ts";
import { useCommand } from "../../shell/use-command.ts";
import { useStaleEdit } from "../../shell/use-stale-edit.ts";
import { ReasonFields } from "./ReasonFields.tsx";
import type { ReasonNode } from "./reason-tree.ts";
import { reasonValues, reasonWish, type ReasonValues } from "./reason-values.ts";

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
    initialValues: reasonValues(reason),
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
    const wish = reasonWish(form.values);
    if (isNew) create.mutate({ code: form.values.code, ...wish });
    else update.mutate({ id: reason.id as Id<"reason">, basedOn: version, ...wish });
  };
  const setActive = (isActive: boolean) => {
    if (!isNew) update.mutate({ id: reason.id as Id<"reason">, basedOn, isActive });
  };
  const uses = useQuery(
    api.stops.reasonUses.queryOptions({
      input: { reasonId: isNew ? "" : reason.id },
      enabled: isAsking,
    }),
  ).data;
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
        <ReasonFields form={form} id={isNew ? null : reason.id} reasons={reasons} />
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
        {uses !== undefined && uses.stops > 0 && (
          <Text size="sm">{t("stops:deactivate.uses", { count: uses.stops })}</Text>
        )}
        {uses !== undefined && uses.rules + uses.alarms > 0 && (
          <Text size="sm">{t("stops:deactivate.more", uses)}</Text>
        )}
        {children > 0 && (
          <Text size="sm">{t("stops:deactivate.children", { count: children })}</Text>
        )}
      </ConfirmDialog>
      <StaleEditDialog<ReasonValues>
        theirs={stale.theirs && reasonValues(stale.theirs)}
        mine={form.values}
        fields={[
          { key: "name", label: t("form:name"), text: (values) => values.name },
          {
            key: "category",
            label: t("stops:category"),
            text: (values) => t(`stops:categories.${values.category}.label`),
          },
          {
            key: "parentId",
            label: t("stops:parent"),
            text: ({ parentId }) =>
              reasons.find((node) => node.id === parentId)?.path.join(" › ") ?? t("stops:top"),
          },
          { key: "colour", label: t("stops:colour"), text: ({ colour }) => colour },
          {
            key: "names",
            label: t("stops:names"),
            text: ({ names }) => Object.values(names).join(", "),
          },
          {
            key: "machineIds",
            label: t("stops:machines"),
            text: ({ machineIds }) =>
              machineIds.length === 0
                ? t("stops:everyMachine")
                : t("stops:offeredOn", { count: machineIds.length }),
          },
        ]}
        onTakeTheirs={() => {
          const { theirs } = stale;
          if (theirs === null) return;
          form.setInitialValues(reasonValues(theirs));
          form.setValues(reasonValues(theirs));
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
