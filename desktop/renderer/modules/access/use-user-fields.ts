import { useTranslation } from "react-i18next";
import type { ComparedField } from "#shared/ui/form/stale-fields.ts";
import { languageNames } from "../../shell/language-names.ts";
import type { UserFieldValues } from "./UserFields.tsx";

/** A person's fields in words, for comparing two versions of them. */
export function useUserFields(): readonly ComparedField<UserFieldValues>[] {
  const { t } = useTranslation();
  return [
    {
      key: "displayName",
      label: t("access:field.displayName"),
      text: (values) => values.displayName,
    },
    {
      key: "role",
      label: t("access:field.role"),
      text: (values) => t(`shell:roles.${values.role}`),
    },
    {
      key: "language",
      label: t("access:field.language"),
      text: ({ language }) =>
        language === "" ? t("access:field.languageOfPlant") : languageNames[language],
    },
  ];
}
