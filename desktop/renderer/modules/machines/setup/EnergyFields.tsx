import { NumberInput, Select, SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { energyUnits } from "#shared/machines/signal-rules.ts";
import classes from "./setup.module.css";
import type { StateListProps } from "./StateListFields.tsx";
import { TagPicker } from "./TagPicker.tsx";

/** The machine's energy meter, so that a good piece can say what it took. */
export function EnergyFields({ form, tags, store, isDisabled }: StateListProps) {
  const { t } = useTranslation("setup");
  const { energy } = form.values;
  const number = { disabled: isDisabled, decimalSeparator: t("decimalSign") };
  return (
    <section className={classes.section}>
      <h2>{t("energy.title")}</h2>
      <Text size="sm" c="dimmed">
        {t("energy.text")}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TagPicker
          label={t("energy.tag")}
          tags={tags}
          store={store}
          isOptional
          isDisabled={isDisabled}
          {...form.getInputProps("energy.tag")}
          data-path="energy.tag"
          value={energy.tag}
        />
        {energy.tag !== "" && (
          <>
            <Select
              label={t("energy.unit")}
              allowDeselect={false}
              disabled={isDisabled}
              data={energyUnits.map((value) => ({ value, label: t(`energy.units.${value}`) }))}
              {...form.getInputProps("energy.unit")}
            />
            {energy.unit === "pulse" && (
              <NumberInput
                label={t("energy.whPerPulse")}
                suffix=" Wh"
                min={0}
                {...number}
                {...form.getInputProps("energy.whPerPulse")}
              />
            )}
            <NumberInput
              label={t("counter.modulus.label")}
              description={t("energy.modulusHint")}
              placeholder={t("counter.modulus.none")}
              min={0}
              {...number}
              {...form.getInputProps("energy.modulus")}
            />
            <Select
              label={t("counter.reset.label")}
              allowDeselect={false}
              disabled={isDisabled}
              data={(["confirmed", "accept", "never"] as const).map((value) => ({
                value,
                label: t(`counter.reset.${value}.label`),
              }))}
              {...form.getInputProps("energy.reset")}
            />
            <NumberInput
              label={t("energy.maxKw")}
              description={t("energy.maxKwHint")}
              suffix=" kW"
              min={0}
              {...number}
              {...form.getInputProps("energy.maxKw")}
            />
          </>
        )}
      </SimpleGrid>
    </section>
  );
}
