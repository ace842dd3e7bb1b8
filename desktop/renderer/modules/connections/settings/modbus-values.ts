import { modbusSettings, type ModbusSettings } from "#shared/connections/modbus-settings.ts";
import { lineSettings, usualLine, type LineValues } from "./line-values.ts";
import { lastWord, readSettings, type SettingsReading } from "./settings-reading.ts";

/** A Modbus line or gateway as its form holds it. */
export interface ModbusValues extends LineValues {
  readonly driver: "modbus";
  readonly type: ModbusSettings["transport"]["type"];
  readonly host: string;
  readonly port: number | string;
  readonly timeoutMs: number | string;
  readonly pollMs: number | string;
  readonly registersPerRead: number | string;
}

export const newModbus: ModbusValues = {
  ...usualLine,
  driver: "modbus",
  type: "tcp",
  host: "",
  port: 502,
  timeoutMs: 500,
  pollMs: 1_000,
  registersPerRead: 125,
};

export function modbusValues(settings: ModbusSettings): ModbusValues {
  const { transport, timeoutMs, pollMs, registersPerRead } = settings;
  return {
    ...newModbus,
    type: transport.type,
    ...(transport.type === "tcp"
      ? { host: transport.host, port: transport.port }
      : { ...transport.line }),
    timeoutMs,
    pollMs,
    registersPerRead,
  };
}

/** Modbus ASCII usually runs with 7 bits and even parity, RTU with 8: a change between them changes untouched lines. */
export function withTransport(
  values: ModbusValues,
  type: ModbusValues["type"],
): Partial<ModbusValues> {
  if (type === "ascii" && values.dataBits === 8 && values.parity === "none")
    return { type, dataBits: 7, parity: "even" };
  if (type === "rtu" && values.dataBits === 7) return { type, dataBits: 8, parity: "none" };
  return { type };
}

export const readModbus = (values: ModbusValues): SettingsReading<ModbusSettings> =>
  readSettings(
    modbusSettings,
    {
      driver: "modbus",
      transport:
        values.type === "tcp"
          ? { type: "tcp", host: values.host.trim(), port: values.port }
          : { type: values.type, line: lineSettings(values) },
      timeoutMs: values.timeoutMs,
      pollMs: values.pollMs,
      registersPerRead: values.registersPerRead,
    },
    lastWord,
  );
