import {
  needed,
  optional,
  type CodeOf,
  type SignalTemplate,
  type TemplateTag,
} from "./signal-template.ts";

const machine: readonly TemplateTag[] = [
  { suffix: "machine-mode", class: "state", place: { paths: ["MachineStatus/MachineMode"] } },
  {
    suffix: "production-status",
    class: "state",
    place: {
      paths: [
        "MachineMESStatus/ProductionControl/ProductionStatus",
        "MachineMESStatus/ProductionStatus",
      ],
    },
  },
  {
    suffix: "job-status",
    class: "state",
    isOptional: true,
    place: { paths: ["Jobs/ActiveJobValues/JobStatus", "Jobs/ActiveJob/JobStatus"] },
  },
  {
    suffix: "standstill",
    class: "alarm",
    isOptional: true,
    place: { paths: ["MachineMESStatus/StandstillReasonId"] },
  },
  {
    suffix: "order",
    class: "text",
    isOptional: true,
    place: { paths: ["Jobs/ActiveJob/JobName", "Jobs/ActiveJobValues/JobName"] },
  },
];

const jobCounter = (suffix: string, name: string, isOptional?: true): TemplateTag => ({
  suffix,
  class: "counter",
  ...(isOptional && { isOptional }),
  place: { paths: [`Jobs/ActiveJobValues/${name}`, `Jobs/ActiveJob/${name}`] },
});

const state = (code: CodeOf) => ({
  type: "moulding" as const,
  machineMode: needed(code, "machine-mode"),
  productionStatus: needed(code, "production-status"),
  ...optional("jobStatus", code("job-status")),
});

const extras = (code: CodeOf) => {
  const [standstill, order] = [code("standstill"), code("order")];
  return {
    ...(standstill !== undefined && { alarm: { tag: standstill } }),
    ...(order !== undefined && { order: { tag: order } }),
  };
};

/** The counters of a job begin at 0 with every job. */
const perJob = (tag: string) => ({ tag, reset: "accept" as const });

/** EUROMAP 77 / OPC 40077: injection moulding machines. One cycle makes several parts, which its counters count one by one. */
export const euromap77: SignalTemplate = {
  id: "euromap_77",
  drivers: ["opcua"],
  kinds: ["moulding"],
  parameters: [],
  tags: [
    ...machine,
    jobCounter("good", "JobGoodPartsCounter"),
    jobCounter("reject", "JobBadPartsCounter", true),
    jobCounter("test-samples", "JobTestSamplesCounter", true),
  ],
  rules: (code) => ({
    state: state(code),
    counts: {
      good: perJob(needed(code, "good")),
      ...(code("reject") !== undefined && { reject: perJob(needed(code, "reject")) }),
      ...(code("test-samples") !== undefined && {
        testSamples: perJob(needed(code, "test-samples")),
      }),
    },
    ...extras(code),
  }),
};

/** EUROMAP 83 / OPC 40083: the general part, for other machines for plastics and rubber that count all parts and bad ones. */
export const euromap83: SignalTemplate = {
  id: "euromap_83",
  drivers: ["opcua"],
  kinds: ["moulding"],
  parameters: [],
  tags: [
    ...machine,
    jobCounter("parts", "JobPartsCounter"),
    jobCounter("reject", "JobBadPartsCounter", true),
    jobCounter("good-check", "JobGoodPartsCounter", true),
  ],
  rules: (code) => ({
    state: state(code),
    counts: {
      total: perJob(needed(code, "parts")),
      ...(code("reject") !== undefined && { reject: perJob(needed(code, "reject")) }),
      ...(code("good-check") !== undefined && { check: perJob(needed(code, "good-check")) }),
    },
    ...extras(code),
  }),
};
