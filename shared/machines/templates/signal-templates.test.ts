import { describe, expect, test } from "vitest";
import { importedTag } from "../../connections/connection-rows.ts";
import { parseModbusAddress } from "../../connections/modbus/modbus-address.ts";
import { parseOpcuaAddress } from "../../connections/opcua/opcua-address.ts";
import type { DriverKind } from "../../connections/connection-settings.ts";
import type { TagValue } from "../sample.ts";
import { tagsOf } from "../signal-rules.ts";
import { piecesOf, reading, rejectsOf, statesOf, tell, ticks } from "../signals/machine-story.ts";
import {
  applyTemplate,
  missingAddresses,
  usualValues,
  type ParameterValues,
  type SignalTemplate,
} from "./signal-template.ts";
import { signalTemplates, templatesFor } from "./signal-templates.ts";
import { emptyRoot, usualAddress } from "./usual-address.ts";

const root = { ...emptyRoot, node: "nsu=KEPServerEX;s=Line.Machine", register: 100 };

const addressesOf = (template: SignalTemplate, driver: DriverKind) =>
  Object.fromEntries(
    template.tags.map((tag) => [tag.suffix, usualAddress(driver, tag, root) ?? ""]),
  );

const apply = (
  template: SignalTemplate,
  values: ParameterValues = {},
  without: readonly string[] = [],
) =>
  applyTemplate(template, {
    machineCode: "M-1",
    values,
    addresses: Object.fromEntries(
      template.tags.map(({ suffix }) => [suffix, without.includes(suffix) ? "" : `x/${suffix}`]),
    ),
    nameOf: (suffix) => suffix,
  });

const templateOf = (id: string): SignalTemplate => {
  const found = signalTemplates.find((template) => template.id === id);
  if (found === undefined) throw new Error(`no template "${id}"`);
  return found;
};

const forDrivers = signalTemplates.flatMap((template) =>
  template.drivers.map((driver) => ({ id: template.id, driver, template })),
);

describe.each(forDrivers)("$id over $driver", ({ driver, template }) => {
  test("every needed tag has a usual address, and every usual address is one", () => {
    const addresses = addressesOf(template, driver);
    expect(missingAddresses(template, addresses)).toEqual([]);
    for (const address of Object.values(addresses).filter((text) => text !== "")) {
      if (driver === "opcua") expect(parseOpcuaAddress(address)).toMatchObject({ ok: true });
      if (driver === "modbus") expect(() => parseModbusAddress(address)).not.toThrow();
    }
  });

  test("no two tags lie at the same place", () => {
    const addresses = Object.values(addressesOf(template, driver)).filter((text) => text !== "");
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test("gives tags and rules as they are stored, with all tags and with the needed ones only", () => {
    const optional = template.tags.filter((tag) => tag.isOptional).map(({ suffix }) => suffix);
    for (const without of [[], optional]) {
      const { tags, signals } = apply(template, {}, without);
      for (const tag of tags) expect(importedTag.parse(tag)).toEqual(tag);
      const codes = tags.map(({ code }) => code);
      expect(codes).toHaveLength(template.tags.length - without.length);
      expect(codes).toEqual(expect.arrayContaining(tagsOf(signals)));
      expect(signals.state).toBeDefined();
    }
  });
});

test("each template is called once, and a driver is offered those it can have", () => {
  expect(new Set(signalTemplates.map(({ id }) => id)).size).toBe(signalTemplates.length);
  expect(templatesFor("serial").map(({ id }) => id)).toEqual([
    "running_bit_counter",
    "counter_telegram",
    "counter_only",
  ]);
  expect(templatesFor("opcua")).toHaveLength(signalTemplates.length - 1);
});

test("on a server with text node ids the path is written behind the machine's node; others are browsed", () => {
  const [state, , count] = templateOf("packml_tags").tags;
  expect(usualAddress("opcua", state!, root)).toBe(
    "nsu=KEPServerEX;s=Line.Machine.Status.StateCurrent",
  );
  expect(usualAddress("opcua", count!, { ...root, separator: "/" })).toBe(
    "nsu=KEPServerEX;s=Line.Machine/Admin/ProdProcessedCount#[0].Count",
  );
  expect(usualAddress("opcua", state!, { ...root, node: "nsu=urn:m;i=5000" })).toBeNull();
  expect(usualAddress("modbus", count!, root)).toBe("1/holding/102/int32");
});

test("a needed tag without an address is told, not made up", () => {
  const template = templateOf("opc_40001");
  expect(missingAddresses(template, {})).toEqual(["item-state"]);
  expect(() => apply(template, {}, ["item-state"])).toThrow("item-state");
});

/** A machine's life: what its tags say, minute by minute, the state at the end of each (a counted piece says afterwards that the machine ran) and the pieces that come out of it. */
interface Trace {
  readonly id: string;
  readonly values?: ParameterValues;
  readonly without?: readonly string[];
  readonly minutes: readonly Readonly<Record<string, TagValue>>[];
  readonly states: readonly (string | null)[];
  readonly pieces?: number;
  readonly rejects?: number;
}

const machinery = (id: number) => `nsu=http://opcfoundation.org/UA/Machinery/;i=${id}`;
const packml = (id: number) => `nsu=http://opcfoundation.org/UA/PackML/;i=${id}`;

const traces: Trace[] = [
  {
    id: "packml_tags",
    minutes: [
      {
        state: 6,
        "unit-mode": 1,
        processed: 0,
        defective: 0,
        starved: 0,
        blocked: 0,
        "stop-reason": 0,
      },
      { processed: 60, defective: 2 },
      { "stop-reason": 110, state: 11 },
      { "stop-reason": 0, state: 5, starved: true },
      { state: 6, starved: false },
      { "unit-mode": 2 },
      { "unit-mode": 3 },
      { "unit-mode": 1, state: 4, processed: 100, defective: 3 },
    ],
    states: ["running", "running", "down", "external", "running", "maintenance", "setup", "idle"],
    pieces: 100,
    rejects: 3,
  },
  {
    id: "packml_tags",
    values: { processed: "good" },
    without: ["unit-mode", "starved", "blocked", "stop-reason"],
    minutes: [
      { state: 6, processed: 0, defective: 0 },
      { processed: 60, defective: 2 },
    ],
    states: ["running", "running"],
    pieces: 62,
    rejects: 2,
  },
  {
    id: "opc_30050",
    without: ["starved", "blocked", "stop-reason", "defective", "processed"],
    minutes: [
      {
        "base-state": packml(5001),
        "machine-state": packml(75),
        "execute-state": packml(36),
        "unit-mode": 1,
      },
      { "execute-state": packml(31) },
      { "machine-state": packml(54) },
      { "machine-state": packml(53) },
      { "base-state": packml(61) },
    ],
    states: ["running", "external", "stopped", "stopped", "down"],
  },
  {
    id: "opc_40001",
    minutes: [
      { "item-state": machinery(5006), "operation-mode": machinery(5026), cycles: 100 },
      { cycles: 112 },
      { "item-state": machinery(5007) },
      { "operation-mode": machinery(5027) },
      { "operation-mode": machinery(5025) },
      { "operation-mode": machinery(5026), "item-state": machinery(5004) },
      { "item-state": machinery(5005) },
    ],
    states: ["running", "running", "stopped", "setup", "maintenance", "planned", "unknown"],
    pieces: 12,
  },
  {
    id: "opc_40501",
    minutes: [
      {
        "operation-mode": 1,
        "program-state": 1,
        "warm-up": false,
        "maintenance-mode": 4,
        parts: 7n,
      },
      { parts: 9n },
      { "program-state": 3 },
      { "program-state": 2 },
      { "operation-mode": 2 },
      { "operation-mode": 4 },
      { "maintenance-mode": 2 },
      { "operation-mode": 1, "program-state": 1, "warm-up": true },
    ],
    states: ["running", "running", "down", "idle", "setup", "planned", "down", "setup"],
    pieces: 2,
  },
  {
    id: "euromap_77",
    minutes: [
      {
        "machine-mode": 1,
        "production-status": 4,
        "job-status": 6,
        standstill: 0,
        order: "J-1",
        good: 0,
        reject: 0,
        "test-samples": 0,
      },
      { good: 96, reject: 4 },
      { "test-samples": 4 },
      { standstill: 17, "production-status": 1 },
      { standstill: 0, "job-status": 2 },
      { "job-status": 6, "production-status": 2 },
      { "machine-mode": 5 },
      { order: "J-2", good: 0, reject: 0, "test-samples": 0 },
      { "machine-mode": 1, "production-status": 4, good: 8 },
    ],
    states: [
      "running",
      "running",
      "running",
      "down",
      "setup",
      "setup",
      "planned",
      "planned",
      "running",
    ],
    pieces: 112,
    rejects: 8,
  },
  {
    id: "euromap_83",
    without: ["job-status", "standstill", "order"],
    minutes: [
      { "machine-mode": 2, "production-status": 4, parts: 0, reject: 0, "good-check": 0 },
      { parts: 50, reject: 5, "good-check": 45 },
      { "machine-mode": 4 },
    ],
    states: ["running", "running", "setup"],
    pieces: 50,
    rejects: 5,
  },
  {
    id: "running_bit_counter",
    values: { counterBits: "16", piecesPerCount: 4 },
    without: ["reject"],
    minutes: [
      { running: true, fault: 0, setup: false, count: 65_530 },
      { count: 4 },
      { running: false },
      { fault: 3 },
      { fault: 0, setup: true },
    ],
    states: ["running", "running", "stopped", "down", "setup"],
    pieces: 40,
  },
  {
    id: "counter_telegram",
    minutes: [
      { state: "R", count: 12_345, reject: 17 },
      { count: 12_350, reject: 18 },
      { state: "I" },
      { state: "D" },
      { state: "S" },
    ],
    states: ["running", "running", "idle", "down", "setup"],
    pieces: 5,
    rejects: 1,
  },
  {
    id: "state_word",
    without: ["count", "reject"],
    minutes: [
      { word: 0b1 },
      { word: 0b11 },
      { word: 0b111 },
      { word: 0b1111 },
      { word: 0b11111 },
      { word: 0 },
    ],
    states: ["running", "external", "setup", "planned", "down", "stopped"],
  },
  {
    id: "stack_light",
    without: ["count"],
    minutes: [
      { red: false, yellow: false, green: true, blue: false },
      { yellow: true },
      { yellow: 2 },
      { yellow: false, blue: true },
      { red: true },
      { red: false, blue: false, green: false },
    ],
    states: ["running", "running", "external", "setup", "down", "stopped"],
  },
  {
    id: "power",
    without: ["count"],
    minutes: [
      { power: 2.4, energy: 10 },
      { power: 1.9, energy: 10.04 },
      { power: 1.5 },
      { power: 0.2 },
    ],
    states: ["running", "running", "stopped", "stopped"],
  },
  {
    id: "counter_only",
    values: { cycleSeconds: 10 },
    without: ["reject"],
    minutes: [{ count: 5 }, { count: 6 }, { count: 7 }],
    states: ["running", "running", "stopped"],
    pieces: 2,
  },
  {
    id: "cycle_pulse",
    values: { cycleSeconds: 10 },
    without: ["reject", "pulse"],
    minutes: [{ count: 5 }, { count: 6 }],
    states: ["running", "stopped"],
    pieces: 1,
  },
];

test.each(traces)("a machine by $id lives through its states", (trace) => {
  const { signals } = apply(templateOf(trace.id), trace.values, trace.without);
  const inputs = trace.minutes.flatMap((tags, minute) => [
    ...Object.entries(tags).map(([suffix, value]) =>
      reading(`m-1.${suffix}`, value, minute * 60_000),
    ),
    ...ticks(minute * 60_000 + 1_000, minute * 60_000 + 59_000),
  ]);
  const told = tell(signals, inputs);
  const facts = statesOf(told);
  const atEnds = trace.minutes.map(
    (_, minute) => facts.findLast(([at]) => Number(at) < (minute + 1) * 60_000)?.[1] ?? null,
  );
  expect(atEnds).toEqual(trace.states);
  expect([piecesOf(told), rejectsOf(told)]).toEqual([trace.pieces ?? 0, trace.rejects ?? 0]);
});

test("every template is tried by a trace", () => {
  const tried = new Set(traces.map(({ id }) => id));
  expect(signalTemplates.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
});

test("usual values are within their own bounds", () => {
  for (const template of signalTemplates)
    for (const parameter of template.parameters) {
      const value = usualValues(template)[parameter.key];
      if (parameter.kind === "number") expect(value).toBeGreaterThanOrEqual(parameter.least);
      else expect(parameter.choices).toContain(value);
    }
});
