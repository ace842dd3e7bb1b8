import {
  needed,
  optional,
  type CodeOf,
  type ParameterValues,
  type SignalTemplate,
  type TemplateTag,
} from "./signal-template.ts";

/** Counts of PackML are signed 32 bit: they go on at the lowest number, or at 0. */
const signedRange = 4_294_967_296;

/** Good = processed less defective, or processed is good already: makers count both ways. */
export const processedChoice = {
  key: "processed",
  kind: "choice",
  usual: "all",
  choices: ["all", "good"],
} as const;

export function packmlCounts(code: CodeOf, values: ParameterValues) {
  const processed = code("processed");
  if (processed === undefined) return {};
  const main = { tag: processed, modulus: signedRange, reset: "accept" as const };
  const defective = code("defective");
  return {
    counts: {
      ...(values["processed"] === "good" ? { good: main } : { total: main }),
      ...(defective !== undefined && {
        reject: { tag: defective, modulus: signedRange, reset: "accept" as const },
      }),
    },
  };
}

const admin: readonly TemplateTag[] = [
  {
    suffix: "processed",
    class: "counter",
    place: { paths: ["Admin/ProdProcessedCount"], element: "#[0].Count" },
  },
  {
    suffix: "defective",
    class: "counter",
    isOptional: true,
    place: { paths: ["Admin/ProdDefectiveCount"], element: "#[0].Count" },
  },
  {
    suffix: "stop-reason",
    class: "alarm",
    isOptional: true,
    place: { paths: ["Admin/StopReason"], element: "#.ID" },
  },
];

/** PackTags as plain variables (ISA-TR88.00.02): what most packaging machines publish. */
export const packmlTags: SignalTemplate = {
  id: "packml_tags",
  drivers: ["opcua", "modbus", "simulated"],
  kinds: ["filling", "packing"],
  parameters: [processedChoice],
  tags: [
    {
      suffix: "state",
      class: "state",
      place: {
        paths: ["Status/StateCurrent"],
        modbus: { table: "holding", offset: 0, type: "int16" },
        field: "state",
      },
    },
    {
      suffix: "unit-mode",
      class: "state",
      isOptional: true,
      place: {
        paths: ["Status/UnitModeCurrent", "Status/UnitMode"],
        modbus: { table: "holding", offset: 1, type: "int16" },
      },
    },
    {
      ...admin[0]!,
      place: {
        ...admin[0]!.place,
        modbus: { table: "holding", offset: 2, type: "int32" },
        field: "count",
      },
    },
    {
      ...admin[1]!,
      place: {
        ...admin[1]!.place,
        modbus: { table: "holding", offset: 4, type: "int32" },
        field: "reject",
      },
    },
    {
      ...admin[2]!,
      place: { ...admin[2]!.place, modbus: { table: "holding", offset: 6, type: "int32" } },
    },
    {
      suffix: "starved",
      class: "state",
      isOptional: true,
      place: { paths: ["Status/EquipmentStarved", "Status/EquipmentInterlock/Starved"] },
    },
    {
      suffix: "blocked",
      class: "state",
      isOptional: true,
      place: { paths: ["Status/EquipmentBlocked", "Status/EquipmentInterlock/Blocked"] },
    },
  ],
  rules: (code, values) => ({
    state: {
      type: "packml",
      state: needed(code, "state"),
      ...optional("mode", code("unit-mode")),
      ...optional("starved", code("starved")),
      ...optional("blocked", code("blocked")),
    },
    ...packmlCounts(code, values),
    ...(code("stop-reason") !== undefined && { alarm: { tag: needed(code, "stop-reason") } }),
  }),
};

/** OPC 30050: the three nested state machines. CurrentState itself is a text in some language, so its Id is read. */
export const opc30050: SignalTemplate = {
  id: "opc_30050",
  drivers: ["opcua"],
  kinds: ["filling", "packing"],
  parameters: [processedChoice],
  tags: [
    {
      suffix: "base-state",
      class: "state",
      place: { paths: ["BaseStateMachine/CurrentState/Id"] },
    },
    {
      suffix: "machine-state",
      class: "state",
      place: { paths: ["BaseStateMachine/MachineState/CurrentState/Id"] },
    },
    {
      suffix: "execute-state",
      class: "state",
      place: { paths: ["BaseStateMachine/MachineState/ExecuteState/CurrentState/Id"] },
    },
    {
      suffix: "unit-mode",
      class: "state",
      isOptional: true,
      place: { paths: ["Status/UnitModeCurrent"] },
    },
    {
      suffix: "starved",
      class: "state",
      isOptional: true,
      place: { paths: ["Status/EquipmentStarved", "Status/EquipmentInterlock/Starved"] },
    },
    {
      suffix: "blocked",
      class: "state",
      isOptional: true,
      place: { paths: ["Status/EquipmentBlocked", "Status/EquipmentInterlock/Blocked"] },
    },
    ...admin,
  ],
  rules: (code, values) => ({
    state: {
      type: "packml",
      state: needed(code, "base-state"),
      machineState: needed(code, "machine-state"),
      executeState: needed(code, "execute-state"),
      ...optional("mode", code("unit-mode")),
      ...optional("starved", code("starved")),
      ...optional("blocked", code("blocked")),
    },
    ...packmlCounts(code, values),
    ...(code("stop-reason") !== undefined && { alarm: { tag: needed(code, "stop-reason") } }),
  }),
};
