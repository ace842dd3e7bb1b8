import { expect, test } from "vitest";
import { addressRule } from "./address-rule.ts";
import { connectionSettings } from "./connection-settings.ts";

const settings = (value: object) => connectionSettings.parse(value);
const opcua = settings({ driver: "opcua", endpoint: "opc.tcp://press:4840" });
const modbus = settings({ driver: "modbus", transport: { type: "tcp", host: "oven" } });
const serial = (telegram: object) =>
  settings({
    driver: "serial",
    transport: { type: "tcp", host: "scale", port: 4_001 },
    telegram: { exchange: { type: "listen" }, ...telegram },
  });

test("a node by its namespace's URI is an address, by its index it is not", () => {
  expect(addressRule(opcua, "nsu=urn:press;s=Count")).toBeNull();
  expect(addressRule(opcua, "ns=0;i=2258")).toBeNull();
  expect(addressRule(opcua, "ns=2;s=Count")).toMatch(/^must look like nsu=/);
});

test("a Modbus address says which part is wrong", () => {
  expect(addressRule(modbus, "1/holding/100/uint32?order=CDAB")).toBeNull();
  expect(addressRule(modbus, "1/holding/70000")).toBe(
    "register: must be a whole number from 0 to 65535",
  );
});

test("a field must be one that the telegram has", () => {
  const fields = { type: "separator", separator: ";", names: ["total", "", "reject"] };
  expect(addressRule(serial({ fields }), "total")).toBeNull();
  expect(addressRule(serial({ fields }), "weight")).toBe(
    "must be a field of the telegram: total, reject",
  );
  const words = { type: "regex", pattern: "^(?P<endCode>..)(?P<words>.*)$" };
  const omron = serial({ profile: "omron_host_link", fields: words });
  expect(addressRule(omron, "w3Bcd")).toBeNull();
  expect(addressRule(serial({ fields: words }), "w3Bcd")).not.toBeNull();
});
