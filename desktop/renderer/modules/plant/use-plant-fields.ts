import { useTranslation } from "react-i18next";
import type { ComparedField } from "#shared/ui/form/stale-fields.ts";
import { languageNames } from "../../shell/language-names.ts";
import type { PlantFormValues } from "./plant-form-values.ts";

/** The plant's fields in words, for comparing two versions of it. */
export function usePlantFields(): readonly ComparedField<PlantFormValues>[] {
  const { t } = useTranslation();
  return [
    { key: "name", label: t("plant:field.name"), text: (values) => values.name },
    {
      key: "language",
      label: t("plant:field.language"),
      text: (values) => languageNames[values.language],
    },
    {
      key: "minorStop",
      label: t("plant:field.minorStop"),
      text: (values) => `${values.minorStopSeconds} s`,
    },
    {
      key: "minimumRun",
      label: t("plant:field.minimumRun"),
      text: (values) => `${values.minimumRunSeconds} s`,
    },
    {
      key: "minorStops",
      label: t("plant:field.minorStops"),
      text: (values) => t(`plant:minorStops.${values.minorStops}.label`),
    },
    {
      key: "coverage",
      label: t("plant:field.coverage"),
      text: (values) => `${values.minimumCoveragePercent} %`,
    },
    {
      key: "target",
      label: t("plant:field.target"),
      text: (values) => `${values.targetOeePercent} %`,
    },
  ];
}
