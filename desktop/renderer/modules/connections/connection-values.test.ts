import { expect, test } from "vitest";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import {
  connectionValues,
  formField,
  newConnection,
  readSettings,
  withMode,
} from "./connection-values.ts";

const line: ConnectionRow = {
  id: "c",
  code: "LINE-1",
  name: "Line 1",
  settings: {
    driver: "opcua",
    endpoint: "opc.tcp://10.0.0.7:4840/UA",
    security: {
      mode: "SignAndEncrypt",
      policy: "Aes256_Sha256_RsaPss",
      trustedThumbprint: "a".repeat(40),
    },
    publishingMs: 250,
  },
  isEnabled: true,
  link: "live",
  since: 0,
  cause: null,
  detail: null,
  clockOffsetMs: null,
  reconnects: 0,
  tagCount: 0,
  badTagCount: 0,
  machineCount: 0,
  version: 1,
};

test("settings survive the form unchanged", () => {
  expect(readSettings(connectionValues(line))).toEqual({ ok: true, settings: line.settings });
});

test("switching security on proposes a policy, off takes it back with the trust", () => {
  const secured = withMode({ ...newConnection, endpoint: "opc.tcp://plc:4840" }, "Sign");
  expect(secured.policy).toBe("Basic256Sha256");
  const open = withMode({ ...secured, trustedThumbprint: "b".repeat(40) }, "None");
  expect(readSettings(open)).toEqual({
    ok: true,
    settings: {
      driver: "opcua",
      endpoint: "opc.tcp://plc:4840",
      security: { mode: "None", policy: "None" },
      publishingMs: 500,
    },
  });
});

test("a wrong address and an empty number are told at their fields", () => {
  const reading = readSettings({ ...newConnection, endpoint: "http://plc", publishingMs: "" });
  expect(reading.ok ? [] : Object.keys(reading.issues).toSorted()).toEqual([
    "endpoint",
    "publishingMs",
  ]);
});

test("what was typed for one driver is kept when another is chosen", () => {
  const values = { ...connectionValues(line), driver: "simulated" as const };
  expect(readSettings(values)).toEqual({
    ok: true,
    settings: { driver: "simulated", seed: 1, cycleMs: 2_000 },
  });
  expect(readSettings({ ...values, driver: "opcua" })).toEqual({
    ok: true,
    settings: line.settings,
  });
});

test.each([
  ["settings.security.policy", "policy"],
  ["settings.endpoint", "endpoint"],
  ["code", "code"],
])("the engine's %s is the form's %s", (path, field) => {
  expect(formField(path)).toBe(field);
});
