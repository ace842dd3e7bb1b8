import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { signedInUser } from "../access/access.contract.ts";
import { password, username } from "../access/credentials.ts";
import { displayName } from "../kernel/code.ts";
import { language } from "../kernel/language.ts";
import { basedOn, commandInput, listInput, listOutput } from "../kernel/list.ts";
import { command, query, stream } from "../kernel/operation.ts";
import { zone } from "../kernel/zone.ts";
import { captureStop } from "./capture-stop.ts";
import { kpiPolicy } from "../oee/kpi-policy.ts";

export const plantFacts = z.object({
  id: z.string(),
  name: z.string(),
  zone: z.string(),
  language,
  policy: kpiPolicy,
  version: z.int(),
});
export type PlantFacts = z.infer<typeof plantFacts>;

/** What the page needs before anybody has signed in. */
const welcome = z.object({
  state: z.enum(["unconfigured", "loading_demo", "ready"]),
  plant: plantFacts.nullable(),
  engineVersion: z.string(),
  /** A demo plant stands by and can be loaded on first run. */
  demoAvailable: z.boolean(),
  /** This is the demo plant: its sign-in may be shown. */
  isDemo: z.boolean(),
  now: z.int(),
});
export type Welcome = z.infer<typeof welcome>;

const connectionStatus = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  link: z.enum(["live", "lost", "disabled"]),
  since: z.int().nullable(),
  cause: z.string().nullable(),
});

/** Whether what machines say reaches the disk, and if not, why. */
const captureState = z.discriminatedUnion("state", [
  z.object({ state: z.literal("capturing"), reason: z.null() }),
  z.object({ state: z.literal("stopped"), reason: captureStop }),
]);

/** The connection badge: is what the screens show true right now? */
export const plantStatus = z.object({
  now: z.int(),
  machinesLive: z.int(),
  machinesTotal: z.int(),
  connections: z.array(connectionStatus),
  capture: captureState,
  cloud: z.enum(["not_enrolled"]),
});
export type PlantStatus = z.infer<typeof plantStatus>;

/** Depths and ages that tell whether the engine keeps up. */
export const engineHealth = z.object({
  pid: z.int(),
  version: z.string(),
  startedAt: z.int(),
  dataFolder: z.string(),
  businessBytes: z.int(),
  historianBytes: z.int(),
  freeBytes: z.int().nullable(),
  batchesInFlight: z.int(),
  samplesBuffered: z.int(),
  samplesStored: z.int(),
  samplesDropped: z.int(),
  lastCommitAt: z.int().nullable(),
  lastCommitMs: z.number().nullable(),
  eventLoopWorstMs: z.number(),
  rssBytes: z.int(),
  capture: captureState,
});
export type EngineHealth = z.infer<typeof engineHealth>;

const configIssue = z.object({ path: z.string(), message: z.string() });

export const auditRow = z.object({
  id: z.string(),
  at: z.int(),
  actorName: z.string(),
  station: z.string(),
  operation: z.string(),
  entity: z.string(),
  entityId: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type AuditRow = z.infer<typeof auditRow>;

export const plantContract = {
  welcome: query("public").output(welcome),
  /** Only while the data folder has no plant: names it, makes the first user (an admin) and optionally loads the demo. */
  firstRun: command("public")
    .input(
      z.object({
        name: displayName,
        zone,
        language,
        user: z.object({ username, displayName, password }),
        start: z.enum(["empty", "demo"]),
      }),
    )
    .output(z.object({ user: signedInUser, sessionToken: z.string() })),
  /** Progress of loading the demo, ends with `done`. */
  watchDemoLoad: stream("signed-in").output(
    eventIterator(
      z.object({
        done: z.boolean(),
        share: z.number(),
        step: z.string(),
        error: z.string().nullable(),
      }),
    ),
  ),
  get: query("plant:read").output(plantFacts),
  update: command("plant:update")
    .input(
      commandInput({
        basedOn,
        name: displayName.optional(),
        language: language.optional(),
        policy: kpiPolicy.optional(),
      }),
    )
    .output(plantFacts),
  watchStatus: stream("plant:read").output(eventIterator(plantStatus)),
  health: query("plant:read").output(engineHealth),
  /** The whole configuration as YAML text, the same that `unison-engine --config` reads. */
  exportConfig: query("plant:read").output(z.object({ yaml: z.string() })),
  /** Checks and, unless `dryRun`, applies a configuration; with issues nothing is applied. */
  importConfig: command("plant:update")
    .input(commandInput({ yaml: z.string().max(5_000_000), dryRun: z.boolean().default(false) }))
    .output(
      z.object({
        issues: z.array(configIssue),
        created: z.int(),
        updated: z.int(),
        unchanged: z.int(),
      }),
    ),
  audit: query("audit:read")
    .input(listInput(["at", "actorName", "entity"]))
    .output(listOutput(auditRow)),
};
