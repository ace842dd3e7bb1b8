import { Checkbox, ColorInput, MultiSelect, Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { languages } from "#shared/kernel/language.ts";
import { reasonCategories } from "#shared/stops/reason-category.ts";
import { useApi } from "../../shell/ApiProvider.tsx";
import { languageNames } from "../../shell/language-names.ts";
import { usePlant } from "../../shell/use-session.ts";
import { categoryColours } from "./reason-look.ts";
import type { ReasonNode } from "./reason-tree.ts";
import { withAllUnder, type ReasonValues } from "./reason-values.ts";

interface ReasonFieldsProps {
  readonly form: UseFormReturnType<ReasonValues>;
  /** Null = a new one. */
  readonly id: string | null;
  readonly reasons: readonly ReasonNode[];
}

/** What a reason says, where it stands and on which machines it is offered. */
export function ReasonFields({ form, id, reasons }: ReasonFieldsProps) {
  const { t } = useTranslation(["stops", "form"]);
  const api = useApi();
  const { plant } = usePlant();
  const machines = useQuery(api.machines.list.queryOptions({ input: { limit: 1_000 } }));
  const isNew = id === null;
  const below = id === null ? new Set<string>() : withAllUnder(id, reasons);
  return (
    <>
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
      />
      <Select
        label={t("stops:parent")}
        description={t("stops:parentFree")}
        placeholder={t("stops:top")}
        searchable
        clearable
        data={reasons
          .filter((node) => node.isActive || node.id === form.values.parentId)
          .filter((node) => !below.has(node.id))
          .map((node) => ({ value: node.id, label: node.path.join(" › ") }))}
        {...form.getInputProps("parentId")}
      />
      <MultiSelect
        label={t("stops:machines")}
        placeholder={form.values.machineIds.length === 0 ? t("stops:everyMachine") : ""}
        searchable
        clearable
        data={(machines.data?.rows ?? []).map((row) => ({
          value: row.id,
          label: `${row.code} · ${row.name}`,
        }))}
        value={[...form.values.machineIds]}
        onChange={(ids) => form.setFieldValue("machineIds", ids)}
      />
      <ColorInput
        label={t("stops:colour")}
        description={t("stops:colourHint")}
        placeholder={categoryColours[form.values.category]}
        format="hex"
        swatches={Object.values(categoryColours)}
        {...form.getInputProps("colour")}
      />
      <Checkbox
        label={t("stops:other")}
        description={t("stops:otherHint")}
        {...form.getInputProps("isOther", { type: "checkbox" })}
      />
      {languages
        .filter((language) => language !== plant.language)
        .map((language) => (
          <TextInput
            key={language}
            label={`${t("form:name")} · ${languageNames[language]}`}
            maxLength={200}
            lang={language}
            value={form.values.names[language] ?? ""}
            onChange={(event) =>
              form.setFieldValue("names", {
                ...form.values.names,
                [language]: event.currentTarget.value,
              })
            }
          />
        ))}
    </>
  );
}
