import { expect, test } from "vitest";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import {
  connectionValues,
  formField,
  newSettings,
  readConnection,
  secretOf,
} from "./connection-values.ts";
import { withMode, type OpcuaValues } from "./settings/opcua-values.ts";

const line = { path: "/dev/ttyUSB0", baudRate: 9_600, dataBits: 8, parity: "none", stopBits: 1 };

const stored = {
  "a secured server": {
    driver: "opcua",
    endpoint: "opc.tcp://10.0.0.7:4840/UA",
    security: {
      mode: "SignAndEncrypt",
      policy: "Aes256_Sha256_RsaPss",
      trustedThumbprint: "a".repeat(40),
    },
    identity: { type: "user", userName: "mes" },
    profile: "s7_1500",
    publishingMs: 250,
    bridgeSeconds: 120,
    readsHistory: false,
  },
  "a Modbus gateway": {
    driver: "modbus",
    transport: { type: "tcp", host: "gateway", port: 502 },
    timeoutMs: 800,
    pollMs: 500,
    registersPerRead: 64,
  },
  "a Modbus line": {
    driver: "modbus",
    transport: { type: "rtu", line },
    timeoutMs: 500,
    pollMs: 1_000,
    registersPerRead: 125,
  },
  "a scale": {
    driver: "serial",
    transport: { type: "line", line },
    telegram: {
      profile: "custom",
      exchange: {
        type: "poll",
        request: "SI\\r\\n",
        everyMs: 200,
        timeoutMs: 900,
        reset: "@\\r\\n",
      },
      start: "",
      end: "\\r\\n",
      maxBytes: 64,
      fields: { type: "regex", pattern: "^S (?P<value>.*)$" },
      checksum: { type: "xor", over: "content_and_end", place: "after_end", form: "hex" },
      decimalMark: ",",
      silentAfterMs: 5_000,
      repeatFilterMs: 100,
    },
  },
  "a counter behind a device server": {
    driver: "serial",
    transport: { type: "tcp", host: "10.0.0.9", port: 4_001 },
    telegram: {
      profile: "counter_telegram",
      exchange: { type: "listen" },
      start: "\\x02",
      end: "\\x03",
      maxBytes: 64,
      fields: { type: "separator", separator: ";", names: ["station", "", "reject"] },
      checksum: { type: "none", over: "content", place: "after_end", form: "hex" },
      decimalMark: ".",
      repeatFilterMs: 0,
    },
  },
  "a simulated machine": { driver: "simulated", seed: 7, cycleMs: 900 },
} as unknown as Record<string, ConnectionSettings>;

const row = (settings: ConnectionSettings, hasSecret = false): ConnectionRow =>
  ({ code: "LINE-1", name: "Line 1", settings, hasSecret }) as ConnectionRow;

test.each(Object.entries(stored))("%s survives the form unchanged", (_, settings) => {
  const { settings: values } = connectionValues(row(settings));
  expect(readConnection(values)).toEqual({ ok: true, settings });
});

test("switching security on proposes a policy, off takes it back with the trust", () => {
  const server: OpcuaValues = { ...newSettings.opcua, endpoint: "opc.tcp://plc:4840" };
  const secured = { ...server, ...withMode(server, "Sign") };
  expect(secured.policy).toBe("Basic256Sha256");
  const open = { ...secured, trustedThumbprint: "b".repeat(40), ...withMode(secured, "None") };
  expect(readConnection(open)).toMatchObject({
    ok: true,
    settings: { security: { mode: "None", policy: "None" } },
  });
});

test.each([
  [
    { ...newSettings.opcua, endpoint: "http://plc", publishingMs: "" },
    ["endpoint", "publishingMs"],
  ],
  [{ ...newSettings.modbus, host: "" }, ["host"]],
  [
    {
      ...newSettings.serial,
      path: "ttyUSB0",
      end: "\\q",
      fields: "separator" as const,
      names: "Value",
    },
    ["end", "names", "path"],
  ],
])("what breaks a rule is told at its field", (values, fields) => {
  const reading = readConnection(values);
  expect(reading.ok ? [] : Object.keys(reading.issues).toSorted()).toEqual(fields);
});

test("a stored password is kept unless it is typed anew or taken away", () => {
  const { settings } = connectionValues(row(stored["a secured server"]!, true));
  if (settings.driver !== "opcua") throw new Error("not OPC UA");
  expect(settings.password).toBe("");
  expect(secretOf(settings)).toBeUndefined();
  expect(secretOf({ ...settings, password: "new" })).toEqual({ kind: "password", password: "new" });
  expect(secretOf({ ...settings, removesSecret: true })).toBeNull();
  expect(secretOf({ ...settings, identity: "anonymous" })).toBeNull();
});

test("signing in by certificate needs both files, or those that are stored", () => {
  const server: OpcuaValues = {
    ...newSettings.opcua,
    endpoint: "opc.tcp://plc:4840",
    identity: "certificate",
  };
  const reading = readConnection(server);
  expect(reading.ok ? [] : Object.keys(reading.issues).toSorted()).toEqual([
    "certificatePem",
    "privateKeyPem",
  ]);
  expect(readConnection({ ...server, stored: "certificate" }).ok).toBe(true);
});

test.each([
  ["settings.security.policy", "settings.policy"],
  ["settings.transport.line.path", "settings.path"],
  ["settings.telegram.fields.names.3", "settings.names"],
  ["secret.privateKeyPem", "settings.privateKeyPem"],
  ["code", "code"],
])("the engine's %s is the form's %s", (path, field) => {
  expect(formField(path)).toBe(field);
});
