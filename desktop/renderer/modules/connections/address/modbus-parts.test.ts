import { expect, test } from "vitest";
import { modbusAddressText, modbusParts, newModbusParts } from "./modbus-parts.ts";

test.each([
  "1/holding/100/uint32?order=CDAB",
  "2/coil/5",
  "1/discrete/0",
  "7/input/12/int16?scale=1/10&offset=-40",
  "1/holding/3/bool?bit=7",
  "1/holding/3/bool",
  "1/holding/200/text8",
  "1/holding/4/float32?order=BADC",
])("%s is taken apart and put together again", (address) => {
  expect(modbusAddressText(modbusParts(address)!)).toBe(address);
});

test("the classic notation counts from 1", () => {
  expect(modbusParts("1/40101/uint32")).toMatchObject({ table: "holding", register: 100 });
});

test.each(["", "1/holding", "1/holding/1/uint16?mask=0xF0", "nsu=urn:x;s=y"])(
  "%j cannot be shown as fields",
  (address) => {
    expect(modbusParts(address)).toBeNull();
  },
);

test("a decimal comma is understood, an empty field stays for the rule to tell", () => {
  expect(modbusAddressText({ ...newModbusParts, scale: "0,1" })).toBe(
    "1/holding/0/uint16?scale=0.1",
  );
  expect(modbusAddressText({ ...newModbusParts, register: "" })).toBe("1/holding//uint16");
});
