import { z } from "zod";
import { idOf } from "../kernel/id.ts";
import { instant, range } from "../kernel/instant.ts";
import { query } from "../kernel/operation.ts";
import { figure } from "../oee/figure.ts";
import { kpiReport } from "../oee/kpi-report.ts";
import { edit } from "./edit.ts";
import { finding } from "./finding.ts";
import { kpiDefinitionFields } from "./definition.ts";

/** A machine, or all active ones as one sum. */
const ofMachineOrAll = z.object({ machineId: idOf<"machine">().nullable(), range });

const edits = z.object({ rows: z.array(edit), total: z.int() });
export type Edits = z.infer<typeof edits>;

/** Figures as they stood at an instant beside those of now, and what lies between. */
export const asKnown = z.object({
  knownAt: z.int(),
  knownThen: kpiReport,
  knownNow: kpiReport,
  edits: z.array(edit),
  total: z.int(),
  /** Instants at which something was recorded that may have changed the figures, in order. */
  steps: z.array(z.int()),
});
export type AsKnown = z.infer<typeof asKnown>;

/** What a machine's week says of itself, as reported and with each finding undone. */
export const honestyRow = z.object({
  machineId: z.string(),
  code: z.string(),
  name: z.string(),
  reported: kpiReport,
  strict: kpiReport,
  findings: z.array(finding),
});
export type HonestyRow = z.infer<typeof honestyRow>;

const closedMachine = z.object({
  machineId: z.string(),
  code: z.string(),
  name: z.string(),
  /** OEE as signed and of now. */
  knownThen: figure,
  knownNow: figure,
  /** KPIs, times or pieces that differ. */
  isChanged: z.boolean(),
  edits: z.int(),
});

/** A shift that was handed over. */
export const closedShift = z.object({
  shiftId: z.string(),
  code: z.string(),
  name: z.string(),
  businessDate: z.string(),
  start: z.int(),
  end: z.int(),
  signedAt: z.int(),
  signedBy: z.string(),
  machines: z.array(closedMachine),
});
export type ClosedShift = z.infer<typeof closedShift>;

/** Machines whose figures mean the same. */
export const definitionGroup = z.object({
  /** SHA-256 (hex) of the canonical text. */
  hash: z.string(),
  /** The text itself. */
  text: z.string(),
  fields: kpiDefinitionFields,
  machines: z.array(z.object({ id: z.string(), code: z.string(), name: z.string() })),
});
export type DefinitionGroup = z.infer<typeof definitionGroup>;

export const trustContract = {
  /** Every KPI as it was known at an instant and as it is known now, with the edits in between. */
  asKnown: query("oee:read", { heavy: true })
    .input(ofMachineOrAll.extend({ knownAt: instant }))
    .output(asKnown),
  /** What was changed of a range since an instant, the newest first. */
  edits: query("oee:read", { heavy: true })
    .input(
      ofMachineOrAll.extend({
        since: instant,
        /** Up to and with; absent = now. */
        until: instant.optional(),
        limit: z.int().min(1).max(5_000).default(200),
      }),
    )
    .output(edits),
  /** The honesty audit of one machine over a week (or any range). */
  honesty: query("oee:read", { heavy: true })
    .input(z.object({ machineId: idOf<"machine">(), range }))
    .output(honestyRow),
  /** Signed shifts of a range whose ground changed afterwards, the newest first. */
  closed: query("oee:read", { heavy: true })
    .input(z.object({ range, limit: z.int().min(1).max(100).default(30) }))
    .output(z.object({ rows: z.array(closedShift), signed: z.int() })),
  /** The meanings of figures in this plant and which machines share them. */
  definitions: query("oee:read").output(z.object({ groups: z.array(definitionGroup) })),
  /** A proof as a file that recomputes anywhere: canonical JSON with its digest. */
  proofFile: query("oee:read", { heavy: true })
    .input(z.object({ machineId: idOf<"machine">(), range, knownAt: instant.optional() }))
    .output(z.object({ name: z.string(), text: z.string() })),
};
