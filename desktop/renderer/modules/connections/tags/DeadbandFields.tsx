import { NumberInput, Select } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import settings from "../settings/settings.module.css";
import type { TagValues } from "./tag-values.ts";

const kinds = ["absolute", "percent"] as const satisfies TagValues["deadbandKind"][];

/** Which changes of a measured value are too small to matter. */
export function DeadbandFields(props: { form: UseFormReturnType<TagValues> }) {
  const { t } = useTranslation("connections");
  const { form } = props;
  const isPercent = form.values.deadbandKind === "percent";
  return (
    <div className={settings.row}>
      <NumberInput
        label={t("tags.deadband")}
        description={t("tags.deadbandHint")}
        min={0}
        decimalSeparator={t("decimalSign")}
        {...form.getInputProps("deadband")}
      />
      <Select
        label={t("tags.deadbandKind")}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: t(`tags.deadbandKinds.${value}`) }))}
        {...form.getInputProps("deadbandKind")}
      />
      {isPercent && (
        <NumberInput
          label={t("tags.span")}
          description={t("tags.spanHint")}
          min={0}
          decimalSeparator={t("decimalSign")}
          {...form.getInputProps("span")}
        />
      )}
    </div>
  );
}
