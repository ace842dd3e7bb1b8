import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  classicNotation,
  formatModbusAddress,
  modbusTables,
  numberTypes,
  parseModbusAddress,
  wordOrders,
} from "./modbus-address.ts";
import type { ModbusAddress, ModbusTable, ModbusValue, NumberType } from "./modbus-address.ts";
import { noScaling, parseFraction } from "./scaling.ts";

const seed = 20_260_301;

it("reads unit, table, offset and type", () => {
  expect(parseModbusAddress("1/holding/100/uint32?order=CDAB")).toEqual({
    unit: 1,
    table: "holding",
    register: 100,
    value: { type: "uint32", order: "CDAB", mask: null, scaling: noScaling },
  });
  expect(parseModbusAddress("2/coil/5")).toEqual({
    unit: 2,
    table: "coil",
    register: 5,
    value: { type: "bool", bit: null, order: "ABCD" },
  });
  expect(parseModbusAddress("1/input/12/float32").value).toMatchObject({ type: "float32" });
  expect(parseModbusAddress("1/holding/7").value).toMatchObject({ type: "uint16" });
  expect(parseModbusAddress("247/holding/0/text8").value).toEqual({
    type: "text",
    registers: 8,
    order: "ABCD",
  });
});

it("reads scale and offset as exact fractions, a bit as a bool, a mask in either base", () => {
  expect(parseModbusAddress("1/holding/3/int16?scale=1/10&offset=-40").value).toMatchObject({
    scaling: {
      factor: { numerator: 1n, denominator: 10n },
      shift: { numerator: -40n, denominator: 1n },
    },
  });
  expect(parseModbusAddress("1/holding/3/int16?scale=0.1")).toEqual(
    parseModbusAddress("1/holding/3/int16?scale=1/10"),
  );
  expect(parseModbusAddress("1/holding/3?bit=3").value).toEqual({
    type: "bool",
    bit: 3,
    order: "ABCD",
  });
  expect(parseModbusAddress("1/holding/3?mask=0xF0")).toEqual(
    parseModbusAddress("1/holding/3/uint16?mask=240"),
  );
});

it("takes the classic notation, which counts from 1, and gives it back for a form", () => {
  for (const [classic, plain] of [
    ["1/40001", "1/holding/0/uint16"],
    ["1/40101/uint32", "1/holding/100/uint32"],
    ["1/30013/float32", "1/input/12/float32"],
    ["2/00006", "2/coil/5"],
    ["2/10001", "2/discrete/0"],
    ["1/465536", "1/holding/65535/uint16"],
  ])
    expect(formatModbusAddress(parseModbusAddress(classic!))).toBe(plain);
  expect(classicNotation("holding", 0)).toBe("40001");
  expect(classicNotation("coil", 5)).toBe("00006");
  expect(classicNotation("input", 65_535)).toBe("365536");
});

describe("names the part that is wrong", () => {
  it.each([
    ["", "unit"],
    ["x/holding/1", "unit"],
    ["256/holding/1", "unit"],
    ["1/register/1", "table"],
    ["1/20001", "table"],
    ["1/holding/65536", "register"],
    ["1/holding/-1", "register"],
    ["1/holding/1.5", "register"],
    ["1/400000", "register"],
    ["1/holding/65535/uint32", "register"],
    ["1/holding/1/real", "type"],
    ["1/holding/1/text0", "type"],
    ["1/holding/1/text126", "type"],
    ["1/coil/1/uint16", "type"],
    ["1/holding/1/uint32?order=BACD", "order"],
    ["1/holding/1?scale=1/0", "scale"],
    ["1/holding/1?scale=0", "scale"],
    ["1/holding/1?scale=ten", "scale"],
    ["1/holding/1?offset=", "offset"],
    ["1/holding/1?bit=16", "bit"],
    ["1/holding/1/uint32?bit=1", "bit"],
    ["1/coil/1?bit=1", "bit"],
    ["1/holding/1?bit=1&scale=2", "scale"],
    ["1/holding/1?mask=0x10000", "mask"],
    ["1/holding/1/int16?mask=1", "mask"],
    ["1/holding/1/text4?mask=1", "mask"],
    ["1/holding/1?mask=0", "mask"],
    ["1/holding/1?mask=1&mask=2", "mask"],
    ["1/holding/1?colour=red", "form"],
    ["1/holding/1?order", "form"],
    ["1/holding/1/uint16/2", "form"],
    ["1/40001/uint16/2", "form"],
    ["1/holding/1?a=1?b=2", "form"],
  ])("%s: %s", (text, part) => {
    expect(() => parseModbusAddress(text)).toThrow(expect.objectContaining({ part }));
  });
});

const order = fc.constantFrom(...wordOrders);
const fraction = fc
  .tuple(fc.integer({ min: -9_999, max: 9_999 }), fc.integer({ min: 1, max: 9_999 }))
  .map(([numerator, denominator]) => parseFraction(`${numerator}/${denominator}`)!);
const registerValue: fc.Arbitrary<ModbusValue> = fc.oneof(
  fc.record({
    type: fc.constant("bool" as const),
    bit: fc.option(fc.integer({ min: 0, max: 15 })),
    order,
  }),
  fc.record({
    type: fc.constant("text" as const),
    registers: fc.integer({ min: 1, max: 125 }),
    order,
  }),
  fc.record({
    type: fc.constantFrom(...(Object.keys(numberTypes) as NumberType[])),
    order,
    mask: fc.constant(null),
    scaling: fc.record({
      factor: fraction.filter(({ numerator }) => numerator !== 0n),
      shift: fraction,
    }),
  }),
  fc.record({
    type: fc.constant("uint32" as const),
    order,
    mask: fc.integer({ min: 1, max: 0xffff_ffff }),
    scaling: fc.constant(noScaling),
  }),
);
const address: fc.Arbitrary<ModbusAddress> = fc
  .record({
    unit: fc.integer({ min: 0, max: 255 }),
    table: fc.constantFrom(...(Object.keys(modbusTables) as ModbusTable[])),
    register: fc.integer({ min: 0, max: 65_000 }),
    value: registerValue,
  })
  .map((one) =>
    one.table === "coil" || one.table === "discrete"
      ? { ...one, value: { type: "bool", bit: null, order: "ABCD" } as const }
      : one,
  );

it("reads back what it writes", () => {
  fc.assert(
    fc.property(address, (one) => {
      const text = formatModbusAddress(one);
      expect(parseModbusAddress(text)).toEqual(one);
      expect(formatModbusAddress(parseModbusAddress(text))).toBe(text);
    }),
    { seed, numRuns: 1_000 },
  );
});
