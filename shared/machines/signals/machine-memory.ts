import { z } from "zod";
import { instant } from "../../kernel/instant.ts";
import { stateFact } from "../machine-fact.ts";
import { changeoverMemory } from "./changeover.ts";
import { countAgreement, noAgreementYet } from "./count-agreement.ts";
import { movement } from "./counter-only.ts";
import { counterMemory } from "./counter.ts";
import { signalSides } from "./read-state.ts";
import { rememberedValue } from "./signal-value.ts";
import { lampMemory } from "./stack-light.ts";

/** Last reading of a tag. `at` = its chosen time, `seenAt` = when it reached us (an unchanged value keeps its old `at`). */
export const tagReading = z.object({
  value: rememberedValue,
  status: z.int().min(0),
  at: instant,
  seenAt: instant,
});
export type TagReading = z.infer<typeof tagReading>;

const lastState = stateFact.omit({ kind: true });
const stateClaim = stateFact.pick({ state: true, cause: true, reasonCode: true });
/** A state with its explanation, not yet placed in time. */
export type StateClaim = z.infer<typeof stateClaim>;

/**
 * Time of which nothing was told: the needed tags went out of sight. `told`: the unknowns said since, in order, the first
 * at its start. `before`: what to go on from when a history tells what happened.
 */
const lostSight = z.object({
  told: z.array(z.object({ at: instant, cause: z.string() })).min(1),
  before: z.object({
    state: lastState.nullable(),
    pending: z.object({ claim: stateClaim, since: instant }).nullable(),
    movement: movement.nullable(),
  }),
});
export type LostSight = z.infer<typeof lostSight>;

/** How the machine stood where the told history ends: a link that is live soon after goes on from here. */
const historyEnd = z.object({
  upTo: instant,
  /** Tags whose whole gap was told. */
  tagCodes: z.array(z.string()),
  counters: z.record(z.string(), counterMemory),
  /** Null: the history did not tell the state. */
  state: lastState.nullable(),
  pending: z.object({ claim: stateClaim, since: instant }).nullable(),
  movement: movement.nullable(),
});

/**
 * All that deriving remembers of one machine between two inputs: plain JSON, stored with every commit and read back at
 * start (parse it with this schema; start from `emptyMemory` when it does not fit). What later rules added has a default,
 * so that the memory of a plant that runs already stays good.
 */
export const machineMemory = z.object({
  version: z.literal(1),
  /** Connections that are lost now, with the cause. Empty = live. */
  lost: z.record(z.string(), z.string()),
  /** Tags out of sight with each lost connection. */
  blind: z.record(z.string(), z.array(z.string())).default({}),
  lostSight: lostSight.nullable().default(null),
  historyEnd: historyEnd.nullable().default(null),
  /** No state may be claimed before this instant: the last gap ended here. */
  knownFrom: instant.nullable(),
  /** Last instant at which the engine was certainly watching; a restart is unknown from here. */
  aliveAt: instant.nullable(),
  /** Last reading per tag code of the rules. */
  tags: z.record(z.string(), tagReading),
  /** Tags not seen since the last gap; while a needed one is among them the state stays unknown. */
  stale: z.array(z.string()),
  /** From here on silence means that the stale tags are unchanged (a live subscription does not repeat values); null = never. */
  acceptStaleAt: instant.nullable(),
  /** Per tag code. */
  counters: z.record(z.string(), counterMemory),
  /** Rule counter_only. */
  movement: movement.nullable(),
  /** Rules threshold and power. */
  side: z.enum(signalSides).nullable(),
  /** Rule stack_light: per tag code. */
  lamps: z.record(z.string(), lampMemory).default({}),
  /** Root cause: the first alarm code since the alarm was last 0. */
  alarm: z.object({ code: z.string(), at: instant }).nullable(),
  /** The last state fact. */
  state: lastState.nullable(),
  /** A state that must hold for the rule's time before it counts; `since` = when the present state was left. */
  pending: z.object({ claim: stateClaim, since: instant }).nullable(),
  /** The last run fact. */
  run: z
    .object({ at: instant, productCode: z.string().nullable(), orderNo: z.string().nullable() })
    .nullable(),
  /** A changeover that the last run fact began and no good piece has ended. */
  changeover: changeoverMemory.nullable().default(null),
  /** Do total, good and reject counters agree? */
  agreement: countAgreement.default(noAgreementYet),
});
export type MachineMemory = z.infer<typeof machineMemory>;

/** Memory of a machine nobody has heard of yet. */
export const emptyMemory = (): MachineMemory => ({
  version: 1,
  lost: {},
  blind: {},
  lostSight: null,
  historyEnd: null,
  knownFrom: null,
  aliveAt: null,
  tags: {},
  stale: [],
  acceptStaleAt: null,
  counters: {},
  movement: null,
  side: null,
  lamps: {},
  alarm: null,
  state: null,
  pending: null,
  run: null,
  changeover: null,
  agreement: noAgreementYet,
});

/** Is the connection of this tag lost? */
export const isBlind = (memory: MachineMemory, tagCode: string): boolean =>
  Object.values(memory.blind).some((codes) => codes.includes(tagCode));
