import { describe, expect, it } from "vitest";
import { decodeRegisters } from "./decode-value.ts";
import { parseModbusAddress } from "./modbus-address.ts";

const decode = (type: string, words: number[], isRaw = false) =>
  decodeRegisters(parseModbusAddress(`1/holding/0/${type}`).value, words, isRaw);

describe("word orders", () => {
  it.each([
    ["ABCD", [0x1234, 0x5678]],
    ["CDAB", [0x5678, 0x1234]],
    ["BADC", [0x3412, 0x7856]],
    ["DCBA", [0x7856, 0x3412]],
  ])("%s", (order, words) => {
    expect(decode(`uint32?order=${order}`, words)).toBe(0x1234_5678);
  });

  it.each([
    ["ABCD", [0x0102, 0x0304, 0x0506, 0x0708]],
    ["CDAB", [0x0708, 0x0506, 0x0304, 0x0102]],
    ["BADC", [0x0201, 0x0403, 0x0605, 0x0807]],
    ["DCBA", [0x0807, 0x0605, 0x0403, 0x0201]],
  ])("%s in 64 bits", (order, words) => {
    expect(decode(`uint64?order=${order}`, words)).toBe(0x0102_0304_0506_0708n);
  });
});

it("reads every type", () => {
  expect(decode("int16", [0xffff])).toBe(-1);
  expect(decode("uint16", [0xffff])).toBe(65_535);
  expect(decode("int32", [0xffff, 0xfffe])).toBe(-2);
  expect(decode("float32", [0x4148, 0x0000])).toBe(12.5);
  expect(decode("float64", [0xc029, 0, 0, 0])).toBe(-12.5);
  expect(decode("float32", [0x7fc0, 0])).toBeNaN();
  expect(decode("text4", [0x502d, 0x3235, 0x3020, 0x0041])).toBe("P-250");
  expect(decode("text2?order=BADC", [0x2d50, 0x3532])).toBe("P-25");
  expect(decode("bool", [2])).toBe(true);
  expect(decode("bool?bit=1", [2])).toBe(true);
  expect(decode("bool?bit=0", [2])).toBe(false);
});

it("keeps 64-bit integers exact: a number within 2^53, a bigint beyond", () => {
  expect(decode("uint64", [0, 0, 0, 7])).toBe(7);
  expect(decode("uint64", [0x001f, 0xffff, 0xffff, 0xffff])).toBe(Number.MAX_SAFE_INTEGER);
  expect(decode("uint64", [0x0020, 0, 0, 0])).toBe(9_007_199_254_740_992n);
  expect(decode("uint64", [0xffff, 0xffff, 0xffff, 0xffff])).toBe(18_446_744_073_709_551_615n);
  expect(decode("int64", [0xffff, 0xffff, 0xffff, 0xffff])).toBe(-1);
  expect(decode("int64", [0x8000, 0, 0, 0])).toBe(-9_223_372_036_854_775_808n);
});

it("takes bits out under a mask, moved down to bit 0", () => {
  expect(decode("uint16?mask=0x00F0", [0x1234])).toBe(3);
  expect(decode("uint32?mask=0xFF000000", [0xab00, 0])).toBe(0xab);
});

it("scales exactly, and leaves counters as the device counts them", () => {
  expect(decode("int16?scale=1/10", [3])).toBe(0.3);
  expect(decode("int16?scale=0.1&offset=-40", [1_234])).toBe(83.4);
  expect(decode("uint16?scale=1/3", [9])).toBe(3);
  expect(decode("float32?scale=2&offset=1", [0x4148, 0])).toBe(26);
  expect(decode("uint64?scale=1/1000", [0x0020, 0, 0, 0])).toBe(9_007_199_254_740.992);
  expect(decode("int16?scale=1/10&offset=5", [3], true)).toBe(3);
});
