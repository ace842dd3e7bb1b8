import { Button, NumberInput, Select } from "@mantine/core";
import { IconScan, IconListTree } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  classicNotation,
  modbusTables,
  type ModbusTable,
} from "#shared/connections/modbus/modbus-address.ts";
import classes from "./browse.module.css";

const tables = Object.keys(modbusTables) as ModbusTable[];

/** Where to look on a Modbus line: a unit, a table and the register to begin with. */
export function ScanStart(props: { at: string | null; onScan: (from: string | null) => void }) {
  const { t } = useTranslation("connections");
  const [unit, setUnit] = useState<number | string>(1);
  const [table, setTable] = useState<ModbusTable>("holding");
  const [register, setRegister] = useState<number | string>(0);
  const isComplete = unit !== "" && register !== "";
  return (
    <form
      className={classes.scan}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) props.onScan(`${unit}/${table}/${register}`);
      }}
    >
      <NumberInput
        label={t("modbus.unit")}
        w={100}
        min={0}
        max={255}
        allowDecimal={false}
        value={unit}
        onChange={setUnit}
      />
      <Select
        label={t("modbus.table")}
        w={190}
        allowDeselect={false}
        data={tables.map((value) => ({ value, label: t(`modbus.tables.${value}`) }))}
        value={table}
        onChange={(value) => {
          const chosen = tables.find((one) => one === value);
          if (chosen !== undefined) setTable(chosen);
        }}
      />
      <NumberInput
        label={t("scan.from", {
          classic: register === "" ? "–" : classicNotation(table, Number(register)),
        })}
        w={190}
        min={0}
        max={65_535}
        allowDecimal={false}
        value={register}
        onChange={setRegister}
      />
      <Button
        type="submit"
        variant="default"
        leftSection={<IconScan size={16} />}
        disabled={!isComplete}
      >
        {t("scan.run")}
      </Button>
      {props.at !== null && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconListTree size={16} />}
          onClick={() => props.onScan(null)}
        >
          {t("scan.all")}
        </Button>
      )}
    </form>
  );
}
