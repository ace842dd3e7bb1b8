import type { ModbusSettings } from "#shared/connections/modbus-settings.ts";
import type { DriverClock } from "../driver.ts";
import { ModbusLine } from "./modbus-line.ts";
import type { ModbusTiming } from "./modbus-timing.ts";
import { openSerialWire } from "./serial-wire.ts";
import { openTcpWire } from "./tcp-wire.ts";

export interface LineAccess {
  readonly settings: ModbusSettings;
  readonly timing: ModbusTiming;
  readonly clock: DriverClock;
}

/** Opens the port or socket of a connection. Rejects with OpenFailure. */
export async function openLine(
  { settings, timing, clock }: LineAccess,
  signal: AbortSignal,
): Promise<ModbusLine> {
  const { transport, timeoutMs } = settings;
  const wire =
    transport.type === "tcp"
      ? await openTcpWire(transport, timing.connectLimitMs, signal)
      : await openSerialWire(transport, clock);
  return new ModbusLine(wire, timeoutMs, clock);
}

/** Where a connection goes, for people. */
export const lineName = ({ transport }: ModbusSettings): string =>
  transport.type === "tcp" ? `${transport.host}:${transport.port}` : transport.line.path;
