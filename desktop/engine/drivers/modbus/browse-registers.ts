import {
  classicNotation,
  isBitTable,
  modbusTables,
} from "#shared/connections/modbus/modbus-address.ts";
import type { ModbusTable } from "#shared/connections/modbus/modbus-address.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { TagValue } from "#shared/machines/sample.ts";
import type { BrowseNode } from "../driver.ts";
import { exceptionStatus, isLastingException } from "./item-status.ts";
import type { ModbusLine } from "./modbus-line.ts";
import { ReadFailure } from "./read-failure.ts";

/** Units that are worth a look when nobody named one: devices leave the factory with a low number. */
const usualUnits = Array.from({ length: 10 }, (_, at) => at + 1);
/** Bits or registers in one look. */
const lookLength = 32;
const lastRegister = 65_535;

/** A place on the line: everything, a unit, a table of it, or a table from a register on. */
interface Place {
  readonly unit: number;
  readonly table: ModbusTable | null;
  readonly start: number;
}

/**
 * What there is at a place: units, their tables, and 32 bits or registers each with its value (`1/holding/100` lists from 100
 * on), those the unit does not have marked bad. Rejects with ReadFailure when the unit does not answer.
 */
export async function browseRegisters(
  line: ModbusLine,
  address: string | null,
  knownUnits: readonly number[],
): Promise<BrowseNode[]> {
  if (address === null) {
    const units = [...new Set([...knownUnits, ...usualUnits])].toSorted((a, b) => a - b);
    return units.map((unit) => folder(String(unit), `Unit ${unit}`));
  }
  const { unit, table, start } = placeOf(address);
  if (table === null)
    return (Object.keys(modbusTables) as ModbusTable[]).map((one) =>
      folder(`${unit}/${one}`, tableNames[one]),
    );
  const length = Math.min(lookLength, lastRegister + 1 - start);
  const seen = await look(line, { unit, table, start, length });
  const next = start + length;
  const further = next > lastRegister ? [] : [folder(`${unit}/${table}/${next}`, `from ${next}`)];
  return [...seen.map((one, at) => variable({ unit, table, start: start + at }, one)), ...further];
}

const tableNames: Readonly<Record<ModbusTable, string>> = {
  coil: "Coils (0xxxx)",
  discrete: "Discrete inputs (1xxxx)",
  holding: "Holding registers (4xxxx)",
  input: "Input registers (3xxxx)",
};

function placeOf(address: string): Place {
  const found = /^(\d{1,3})(?:\/(coil|discrete|holding|input)(?:\/(\d{1,5})(?:\/.*)?)?)?$/.exec(
    address,
  );
  const [unit, start] = [Number(found?.[1]), Number(found?.[3] ?? 0)];
  if (!found || unit > 255 || start > lastRegister) {
    const message = "must be a place such as 1, 1/holding or 1/holding/100";
    throw new Refusal("INVALID", { issues: [{ path: "address", message }] });
  }
  return { unit, table: (found[2] as ModbusTable | undefined) ?? null, start };
}

/** A value, or why there is none. */
interface Seen {
  readonly value: TagValue;
  readonly status: number;
}

/** Reads a stretch; what the unit refuses is halved until it is clear which places it does not have. */
async function look(
  line: ModbusLine,
  request: { unit: number; table: ModbusTable; start: number; length: number },
): Promise<Seen[]> {
  const { table, start, length } = request;
  try {
    const { words } = await line.read(request, { isExpected: true });
    return words.map((word) => ({ value: isBitTable(table) ? word === 1 : word, status: 0 }));
  } catch (error) {
    if (!(error instanceof ReadFailure) || error.exception === null) throw error;
    // A unit without the table has no part of it either (exception 1).
    const isWhole = length === 1 || error.exception === 1 || !isLastingException(error.exception);
    if (isWhole)
      return Array.from({ length }, () => ({
        value: null,
        status: exceptionStatus(error.exception!).status,
      }));
    const half = Math.ceil(length / 2);
    return [
      ...(await look(line, { ...request, length: half })),
      ...(await look(line, { ...request, start: start + half, length: length - half })),
    ];
  }
}

const folder = (address: string, name: string): BrowseNode => ({
  address,
  name,
  kind: "folder",
  dataType: null,
  value: null,
  status: null,
  sourceTime: null,
  hasChildren: true,
});

function variable(
  place: { unit: number; table: ModbusTable; start: number },
  seen: Seen,
): BrowseNode {
  const { unit, table, start } = place;
  const isBit = isBitTable(table);
  return {
    address: `${unit}/${table}/${start}${isBit ? "" : "/uint16"}`,
    name: `${start} (${classicNotation(table, start)})`,
    kind: "variable",
    dataType: isBit ? "Boolean" : "UInt16",
    value: seen.value,
    status: seen.status,
    sourceTime: null,
    hasChildren: false,
  };
}
