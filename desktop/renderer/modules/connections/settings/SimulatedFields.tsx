import { NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FieldsProps } from "./fields-props.ts";
import classes from "./settings.module.css";
import type { SimulatedValues } from "./simulated-values.ts";

/** A machine that exists only in the engine. */
export function SimulatedFields(props: FieldsProps<SimulatedValues>) {
  const { t } = useTranslation("connection-setup");
  const { field } = props;
  return (
    <div className={classes.row}>
      <NumberInput
        label={t("simulated.cycle.label")}
        description={t("simulated.cycle.hint")}
        suffix=" ms"
        min={50}
        step={100}
        allowDecimal={false}
        clampBehavior="none"
        {...field("cycleMs")}
      />
      <NumberInput
        label={t("simulated.seed.label")}
        description={t("simulated.seed.hint")}
        min={0}
        allowDecimal={false}
        clampBehavior="none"
        {...field("seed")}
      />
    </div>
  );
}
