import { NumberInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import {
  classicNotation,
  isBitTable,
  modbusTables,
  type ModbusTable,
} from "#shared/connections/modbus/modbus-address.ts";
import settings from "../settings/settings.module.css";
import {
  hasOrder,
  modbusAddressText,
  modbusParts,
  newModbusParts,
  valueTypes,
  type ModbusParts,
} from "./modbus-parts.ts";
import { WordOrderChoice } from "./WordOrderChoice.tsx";

const tables = Object.keys(modbusTables) as ModbusTable[];

/** The address of a Modbus value from its parts, with what the device says there in every order of words. */
export function ModbusAddressFields(props: {
  connection: ConnectionRow;
  address: string;
  onAddress: (address: string) => void;
}) {
  const { t } = useTranslation("connections");
  const { connection, address, onAddress } = props;
  const [typed, setTyped] = useState<ModbusParts>(modbusParts(address) ?? newModbusParts);
  // The text field beside may have changed the address; fields that are being typed in stay as typed.
  const read = modbusParts(address);
  const parts = read !== null && modbusAddressText(typed) !== address ? read : typed;
  const change = (patch: Partial<ModbusParts>) => {
    const next = { ...parts, ...patch };
    setTyped(next);
    onAddress(modbusAddressText(next));
  };
  const isBit = isBitTable(parts.table);
  const isNumber = !isBit && parts.type !== "bool" && parts.type !== "text";
  const register = Number(parts.register);
  const classic =
    parts.register !== "" && register >= 0 && register < 65_536
      ? classicNotation(parts.table, register)
      : "–";
  return (
    <>
      <div className={settings.row}>
        <NumberInput
          label={t("modbus.unit")}
          description={t("modbus.unitHint")}
          min={0}
          max={255}
          allowDecimal={false}
          value={parts.unit}
          onChange={(unit) => change({ unit })}
        />
        <Select
          label={t("modbus.table")}
          description={t("modbus.tableHint")}
          allowDeselect={false}
          data={tables.map((value) => ({ value, label: t(`modbus.tables.${value}`) }))}
          value={parts.table}
          onChange={(value) => {
            const table = tables.find((one) => one === value);
            if (table !== undefined) change({ table });
          }}
        />
        <NumberInput
          label={t("modbus.register")}
          description={t("modbus.registerHint", { classic })}
          min={0}
          max={65_535}
          allowDecimal={false}
          value={parts.register}
          onChange={(value) => change({ register: value })}
        />
      </div>
      {!isBit && (
        <div className={settings.row}>
          <Select
            label={t("modbus.type")}
            allowDeselect={false}
            data={valueTypes.map((value) => ({ value, label: t(`modbus.types.${value}`) }))}
            value={parts.type}
            onChange={(value) => {
              const type = valueTypes.find((one) => one === value);
              if (type !== undefined) change({ type });
            }}
          />
          {parts.type === "bool" && (
            <NumberInput
              label={t("modbus.bit")}
              placeholder={t("modbus.bitNone")}
              min={0}
              max={15}
              allowDecimal={false}
              value={parts.bit}
              onChange={(bit) => change({ bit })}
            />
          )}
          {parts.type === "text" && (
            <NumberInput
              label={t("modbus.length")}
              min={1}
              max={125}
              allowDecimal={false}
              value={parts.length}
              onChange={(length) => change({ length })}
            />
          )}
          {isNumber && (
            <>
              <TextInput
                label={t("modbus.scale")}
                placeholder="1/10"
                value={parts.scale}
                onChange={(event) => change({ scale: event.currentTarget.value })}
              />
              <TextInput
                label={t("modbus.offset")}
                placeholder="0"
                value={parts.offset}
                onChange={(event) => change({ offset: event.currentTarget.value })}
              />
            </>
          )}
        </div>
      )}
      {hasOrder(parts) && connection.link === "live" && (
        <WordOrderChoice
          connection={connection}
          parts={parts}
          onChoose={(order) => change({ order })}
        />
      )}
    </>
  );
}
