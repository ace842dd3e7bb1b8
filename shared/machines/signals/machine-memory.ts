import { z } from "zod";
import { instant } from "../../kernel/instant.ts";
import { stateFact } from "../machine-fact.ts";
import { movement } from "./counter-only.ts";
import { counterMemory } from "./counter.ts";
import { rememberedValue } from "./signal-value.ts";

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
 * All that deriving remembers of one machine between two inputs: plain JSON, stored with every commit and read back at
 * start (parse it with this schema; start from `emptyMemory` when it does not fit).
 */
export const machineMemory = z.object({
  version: z.literal(1),
  /** Connections that are lost now, with the cause. Empty = live. */
  lost: z.record(z.string(), z.string()),
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
  /** Rule threshold. */
  side: z.enum(["running", "stopped"]).nullable(),
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
});
export type MachineMemory = z.infer<typeof machineMemory>;

/** Memory of a machine nobody has heard of yet. */
export const emptyMemory = (): MachineMemory => ({
  version: 1,
  lost: {},
  knownFrom: null,
  aliveAt: null,
  tags: {},
  stale: [],
  acceptStaleAt: null,
  counters: {},
  movement: null,
  side: null,
  alarm: null,
  state: null,
  pending: null,
  run: null,
});

export const isLive = (memory: MachineMemory): boolean => Object.keys(memory.lost).length === 0;
