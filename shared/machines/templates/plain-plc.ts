import {
  needed,
  numberValue,
  optional,
  type CodeOf,
  type ParameterValues,
  type SignalTemplate,
  type TemplateParameter,
  type TemplateTag,
} from "./signal-template.ts";

/** Values of a counter of so many bits; 0 = it does not start again. */
const counterBits = {
  key: "counterBits",
  kind: "choice",
  usual: "32",
  choices: ["16", "32", "none"],
} as const satisfies TemplateParameter;

const pieces = {
  key: "piecesPerCount",
  kind: "number",
  usual: 1,
  least: 1,
} as const satisfies TemplateParameter;

const counter = (offset: number): TemplateTag => ({
  suffix: "count",
  class: "counter",
  place: {
    paths: ["Count", "Counter"],
    modbus: { table: "holding", offset, type: "uint32" },
    field: "count",
  },
});

const reject = (offset: number): TemplateTag => ({
  suffix: "reject",
  class: "counter",
  isOptional: true,
  place: {
    paths: ["Reject", "Rejects"],
    modbus: { table: "holding", offset, type: "uint32" },
    field: "reject",
  },
});

function plcCounts(code: CodeOf, values: ParameterValues) {
  const bits = values["counterBits"];
  const how = {
    ...(bits === "16" || bits === "32" ? { modulus: 2 ** Number(bits) } : {}),
    piecesPerCount: Math.max(1, Math.round(numberValue(values, "piecesPerCount") || 1)),
  };
  const [count, bad] = [code("count"), code("reject")];
  if (count === undefined) return {};
  return {
    counts: {
      total: { tag: count, ...how },
      ...(bad !== undefined && { reject: { tag: bad, ...how } }),
    },
  };
}

/** A running bit and a counter: the usual retrofit. */
export const runningBitCounter: SignalTemplate = {
  id: "running_bit_counter",
  drivers: ["opcua", "modbus", "serial", "simulated"],
  kinds: ["press", "assembly", "welding", "testing", "other"],
  parameters: [counterBits, pieces],
  tags: [
    {
      suffix: "running",
      class: "state",
      place: {
        paths: ["Running"],
        modbus: { table: "coil", offset: 0, type: "" },
        field: "running",
      },
    },
    {
      suffix: "fault",
      class: "state",
      isOptional: true,
      place: { paths: ["Fault"], modbus: { table: "coil", offset: 1, type: "" } },
    },
    {
      suffix: "setup",
      class: "state",
      isOptional: true,
      place: { paths: ["Setup"], modbus: { table: "coil", offset: 2, type: "" } },
    },
    counter(0),
    reject(2),
  ],
  rules: (code, values) => ({
    state: {
      type: "running_bit",
      running: needed(code, "running"),
      ...optional("fault", code("fault")),
      ...optional("setup", code("setup")),
    },
    ...plcCounts(code, values),
  }),
};

const cycle = {
  key: "cycleSeconds",
  kind: "number",
  usual: 10,
  least: 0.1,
  unit: "s",
} as const satisfies TemplateParameter;

const countedOnly = (code: CodeOf, values: ParameterValues) => ({
  state: {
    type: "counter_only" as const,
    expectedCycleMs: Math.max(1, Math.round(numberValue(values, "cycleSeconds") * 1_000)),
  },
  ...plcCounts(code, values),
});

/** Nothing but a counter: running is inferred from it. */
export const counterOnly: SignalTemplate = {
  id: "counter_only",
  drivers: ["opcua", "modbus", "serial", "simulated"],
  kinds: [],
  parameters: [cycle, counterBits, pieces],
  tags: [counter(0), reject(2)],
  rules: countedOnly,
};

/** A pulse per cycle: never counted here, because a lost one would be a lost piece. The PLC has to count it. */
export const cyclePulse: SignalTemplate = {
  id: "cycle_pulse",
  drivers: ["opcua", "modbus"],
  kinds: [],
  parameters: [cycle, counterBits, pieces],
  hasWarning: true,
  tags: [
    counter(0),
    {
      suffix: "pulse",
      class: "state",
      isOptional: true,
      samplingMs: 0,
      place: { paths: ["CyclePulse"], modbus: { table: "coil", offset: 0, type: "" } },
    },
  ],
  rules: countedOnly,
};

/** A word of bits in the usual order of priority: fault, planned, set-up, starved, running. */
export const stateWord: SignalTemplate = {
  id: "state_word",
  drivers: ["opcua", "modbus"],
  kinds: [],
  parameters: [
    ...(["fault", "planned", "setup", "starved", "running"] as const).map((key, place) => ({
      key: `${key}Bit`,
      kind: "number" as const,
      usual: 4 - place,
      least: 0,
    })),
    counterBits,
    pieces,
  ],
  tags: [
    {
      suffix: "word",
      class: "state",
      place: { paths: ["StateWord"], modbus: { table: "holding", offset: 0, type: "uint16" } },
    },
    { ...counter(1), isOptional: true },
    reject(3),
  ],
  rules: (code, values) => ({
    state: {
      type: "state_word",
      word: needed(code, "word"),
      meanings: [
        { bit: numberValue(values, "faultBit"), state: "down" },
        { bit: numberValue(values, "plannedBit"), state: "planned" },
        { bit: numberValue(values, "setupBit"), state: "setup" },
        { bit: numberValue(values, "starvedBit"), state: "external" },
        { bit: numberValue(values, "runningBit"), state: "running" },
      ],
    },
    ...plcCounts(code, values),
  }),
};

/** Measured power: off, standing by, at work. The energy meter beside it is often there too. */
export const powerLevels: SignalTemplate = {
  id: "power",
  drivers: ["opcua", "modbus"],
  kinds: [],
  parameters: [
    { key: "idleAbove", kind: "number", usual: 0.5, least: 0, unit: "kW" },
    { key: "runningAbove", kind: "number", usual: 2, least: 0, unit: "kW" },
    { key: "hysteresisPercent", kind: "number", usual: 10, least: 0, unit: "%" },
    { key: "holdSeconds", kind: "number", usual: 5, least: 0, unit: "s" },
  ],
  tags: [
    {
      suffix: "power",
      class: "analog",
      unit: "kW",
      place: { paths: ["Power"], modbus: { table: "holding", offset: 0, type: "float32" } },
    },
    {
      suffix: "energy",
      class: "counter",
      unit: "kWh",
      isOptional: true,
      place: { paths: ["Energy"], modbus: { table: "holding", offset: 2, type: "float32" } },
    },
    { ...counter(4), isOptional: true },
  ],
  rules: (code, values) => ({
    state: {
      type: "power",
      value: needed(code, "power"),
      idleAbove: numberValue(values, "idleAbove"),
      runningAbove: numberValue(values, "runningAbove"),
      hysteresisPercent: numberValue(values, "hysteresisPercent"),
      holdMs: Math.round(numberValue(values, "holdSeconds") * 1_000),
    },
    ...plcCounts(code, { ...values, counterBits: "32", piecesPerCount: 1 }),
    ...(code("energy") !== undefined && { energy: { tag: needed(code, "energy") } }),
  }),
};

/** A stack light: red before yellow before blue before green. */
export const stackLight: SignalTemplate = {
  id: "stack_light",
  drivers: ["opcua", "modbus"],
  kinds: [],
  parameters: [counterBits, pieces],
  tags: [
    ...(["red", "yellow", "green"] as const).map((colour, offset): TemplateTag => ({
      suffix: colour,
      class: "state",
      samplingMs: 0,
      place: {
        paths: [`StackLight/${colour[0]!.toUpperCase()}${colour.slice(1)}`],
        modbus: { table: "coil", offset, type: "" },
      },
    })),
    {
      suffix: "blue",
      class: "state",
      isOptional: true,
      samplingMs: 0,
      place: { paths: ["StackLight/Blue"], modbus: { table: "coil", offset: 3, type: "" } },
    },
    { ...counter(0), isOptional: true },
  ],
  rules: (code, values) => ({
    state: {
      type: "stack_light",
      lamps: [
        { colour: "red", tag: needed(code, "red"), on: "down", blinking: "down" },
        ...(code("blue") === undefined
          ? []
          : [
              {
                colour: "blue" as const,
                tag: needed(code, "blue"),
                on: "setup" as const,
                blinking: "setup" as const,
              },
            ]),
        { colour: "yellow", tag: needed(code, "yellow"), on: "next", blinking: "external" },
        { colour: "green", tag: needed(code, "green"), on: "running", blinking: "idle" },
      ],
    },
    ...plcCounts(code, values),
  }),
};

/** The counter telegram: total, reject and one letter for the state. */
export const counterTelegram: SignalTemplate = {
  id: "counter_telegram",
  drivers: ["serial"],
  kinds: ["press", "other"],
  parameters: [pieces],
  tags: [
    { suffix: "state", class: "state", place: { field: "state" } },
    { suffix: "count", class: "counter", place: { field: "total" } },
    { suffix: "reject", class: "counter", isOptional: true, place: { field: "reject" } },
  ],
  rules: (code, values) => ({
    state: {
      type: "state_word",
      word: needed(code, "state"),
      meanings: [
        { equals: "D", state: "down", cause: "down" },
        { equals: "S", state: "setup", cause: "setup" },
        { equals: "I", state: "idle", cause: "idle" },
        { equals: "R", state: "running" },
      ],
    },
    ...plcCounts(code, { ...values, counterBits: "none" }),
  }),
};
