import { needed, optional, type SignalTemplate } from "./signal-template.ts";

/** OPC 40001-1: any machine that offers the building blocks of Machinery, found under Objects/Machines. */
export const opc40001: SignalTemplate = {
  id: "opc_40001",
  drivers: ["opcua"],
  kinds: ["assembly", "welding", "testing", "other"],
  parameters: [],
  tags: [
    {
      suffix: "item-state",
      class: "state",
      place: {
        paths: [
          "MachineryBuildingBlocks/MachineryItemState/CurrentState/Id",
          "MachineryItemState/CurrentState/Id",
          "MachineryBuildingBlocks/MachineryItemState/CurrentState/Number",
        ],
      },
    },
    {
      suffix: "operation-mode",
      class: "state",
      isOptional: true,
      place: {
        paths: [
          "MachineryBuildingBlocks/MachineryOperationMode/CurrentState/Id",
          "MachineryOperationMode/CurrentState/Id",
          "MachineryBuildingBlocks/MachineryOperationMode/CurrentState/Number",
        ],
      },
    },
    {
      suffix: "cycles",
      class: "counter",
      isOptional: true,
      place: {
        paths: [
          "MachineryBuildingBlocks/OperationCounters/OperationCycleCounter",
          "OperationCounters/OperationCycleCounter",
        ],
      },
    },
  ],
  rules: (code) => ({
    state: {
      type: "machinery",
      itemState: needed(code, "item-state"),
      ...optional("operationMode", code("operation-mode")),
    },
    ...(code("cycles") !== undefined && { counts: { total: { tag: needed(code, "cycles") } } }),
  }),
};

/** OPC 40501-1: machine tools. The program decides while the machine is in an automatic mode. */
export const opc40501: SignalTemplate = {
  id: "opc_40501",
  drivers: ["opcua"],
  kinds: ["machine_tool"],
  parameters: [],
  tags: [
    {
      suffix: "operation-mode",
      class: "state",
      place: { paths: ["Monitoring/MachineTool/OperationMode"] },
    },
    {
      suffix: "program-state",
      class: "state",
      place: {
        paths: [
          "Production/ActiveProgram/State/CurrentState/Number",
          "Production/ActiveProgram/State",
        ],
      },
    },
    {
      suffix: "warm-up",
      class: "state",
      isOptional: true,
      place: { paths: ["Monitoring/MachineTool/IsWarmUp"] },
    },
    {
      suffix: "maintenance-mode",
      class: "state",
      isOptional: true,
      place: { paths: ["Monitoring/MachineTool/MaintenanceMode"] },
    },
    {
      suffix: "parts",
      class: "counter",
      isOptional: true,
      place: {
        paths: [
          "Production/Statistics/PartsProducedInLifetime",
          "Monitoring/MachineTool/OperationCounters/PartsProducedInLifetime",
        ],
      },
    },
  ],
  rules: (code) => ({
    state: {
      type: "machine_tool",
      operationMode: needed(code, "operation-mode"),
      programState: needed(code, "program-state"),
      ...optional("isWarmUp", code("warm-up")),
      ...optional("maintenanceMode", code("maintenance-mode")),
    },
    ...(code("parts") !== undefined && { counts: { total: { tag: needed(code, "parts") } } }),
  }),
};
