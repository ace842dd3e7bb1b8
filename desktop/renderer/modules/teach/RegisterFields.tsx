import { NumberInput, Select, SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { LookIn } from "#shared/teach/teach.contract.ts";
import classes from "./teach.module.css";

export type Registers = Omit<Extract<LookIn, { kind: "registers" }>, "kind">;
export const firstRegisters: Registers = { unit: 1, table: "holding", from: 0, count: 50 };
const tables = ["holding", "input", "coil", "discrete"] as const;

/** Which registers of which unit to watch. */
export function RegisterFields(props: {
  value: Registers;
  onChange: (registers: Registers) => void;
}) {
  const { t } = useTranslation("teach");
  const { value, onChange } = props;
  const number = (key: "unit" | "from" | "count", min: number, max: number) => (
    <NumberInput
      label={t(`registers.${key}`)}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      value={value[key]}
      onChange={(next) => onChange({ ...value, [key]: Number(next) || min })}
    />
  );
  return (
    <div>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {number("unit", 0, 247)}
        <Select
          label={t("registers.table")}
          allowDeselect={false}
          data={tables.map((table) => ({ value: table, label: t(`registers.tables.${table}`) }))}
          value={value.table}
          onChange={(next) => {
            const table = tables.find((one) => one === next);
            if (table !== undefined) onChange({ ...value, table });
          }}
        />
        {number("from", 0, 65_535)}
        {number("count", 1, 500)}
      </SimpleGrid>
      <p className={classes.hint}>{t("registers.hint")}</p>
    </div>
  );
}
