import { Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { permissionsOf } from "#shared/access/permissions.ts";
import { roles, type Role } from "#shared/access/roles.ts";
import { languages, type Language } from "#shared/kernel/language.ts";
import { languageNames } from "../../shell/language-names.ts";

export interface UserFieldValues {
  displayName: string;
  role: Role;
  /** Empty = the plant's. */
  language: Language | "";
}

/** Name, role and language of a person; the role says what it allows. */
export function UserFields<Values extends UserFieldValues>(props: {
  form: UseFormReturnType<Values>;
}) {
  const { t } = useTranslation();
  const { form } = props;
  const { role } = form.getValues();
  return (
    <>
      <TextInput
        label={t("access:field.displayName")}
        placeholder={t("access:field.displayNameExample")}
        data-autofocus
        {...form.getInputProps("displayName")}
      />
      <Select
        label={t("access:field.role")}
        description={t("access:field.roleAllows", {
          list: changesOf(role)
            .map((name) => t(`shell:permissions.${name.replace(":", "_")}`))
            .join(", "),
        })}
        allowDeselect={false}
        data={roles.map((code) => ({ value: code, label: t(`shell:roles.${code}`) }))}
        {...form.getInputProps("role")}
      />
      <Select
        label={t("access:field.language")}
        allowDeselect={false}
        data={[
          { value: "", label: t("access:field.languageOfPlant") },
          ...languages.map((code) => ({ value: code, label: languageNames[code] })),
        ]}
        {...form.getInputProps("language")}
      />
    </>
  );
}

/** What a role may do beyond looking; a role that only looks lists what it sees. */
function changesOf(role: Role): readonly string[] {
  const all = permissionsOf[role];
  const changes = all.filter((name) => !name.endsWith(":read"));
  return changes.length > 0 ? changes : all;
}
