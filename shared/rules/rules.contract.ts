import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { displayName } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { instant, range } from "../kernel/instant.ts";
import { basedOn, commandInput } from "../kernel/list.ts";
import { command, query, stream } from "../kernel/operation.ts";
import { namedReason } from "../stops/stop-row.ts";
import { healthReport } from "./health-report.ts";
import { previewChange, previewStep } from "./preview-change.ts";
import { ruleCondition } from "./rule-condition.ts";
import { suggestion } from "./suggestion.ts";
import { suggestionPolicy } from "./suggestion-policy.ts";

export const ruleRow = z.object({
  id: z.string(),
  name: z.string(),
  /** The lowest is asked first. */
  rank: z.int(),
  condition: ruleCondition,
  reason: namedReason,
  /** Stops that begin at or after it. */
  validFrom: z.int(),
  isActive: z.boolean(),
  /** Stops that have their reason from it today. */
  filedStops: z.int(),
  lastFiledAt: z.int().nullable(),
  version: z.int(),
});
export type RuleRow = z.infer<typeof ruleRow>;

const rule = {
  name: displayName,
  condition: ruleCondition,
  reasonId: idOf<"reason">(),
  /** Null = from now on. A past instant files stops of that time too. */
  validFrom: instant.nullable(),
};

export const rulesContract = {
  /** In the order in which they are asked. */
  list: query("stop:read").output(
    z.object({ rows: z.array(ruleRow), policy: suggestionPolicy, plantVersion: z.int() }),
  ),
  /** The new rule is asked last. INVALID names what is wrong with the condition. */
  create: command("reason:update")
    .input(commandInput({ ...rule, validFrom: rule.validFrom.default(null) }))
    .output(ruleRow),
  /** A changed rule holds for stops from `validFrom` on; what it filed before stays. */
  update: command("reason:update")
    .input(
      commandInput({
        id: idOf<"reason-rule">(),
        basedOn,
        ...z.object(rule).partial().shape,
        isActive: z.boolean().optional(),
      }),
    )
    .output(ruleRow),
  /** All rules in their new order; STALE where one was added meanwhile. */
  reorder: command("reason:update")
    .input(commandInput({ ids: z.array(idOf<"reason-rule">()).min(1).max(500) }))
    .output(z.object({ rows: z.array(ruleRow) })),
  setPolicy: command("reason:update")
    .input(commandInput({ basedOn, policy: suggestionPolicy }))
    .output(z.object({ policy: suggestionPolicy, plantVersion: z.int() })),
  /**
   * Replays the last weeks with a change of the set-up laid over them, without writing. Needs the permission of the
   * change itself. Leaving the stream ends the computing. NOT_NOW while too many previews run.
   */
  watchPreview: stream("oee:read")
    .input(z.object({ change: previewChange, weeks: z.int().min(1).max(12).default(4) }))
    .output(eventIterator(previewStep)),
  /** Up to three reasons for the stop that stands at an instant, learned from what people chose in this plant. */
  suggest: query("stop:read", { heavy: true })
    .input(z.object({ machineId: idOf<"machine">(), at: instant }))
    .output(
      z.object({
        suggestions: z.array(suggestion),
        /** Choices of people it learned from. */
        learnedFrom: z.int(),
      }),
    ),
  /** How well the reason tree and its use tell why machines stand. */
  health: query("stop:read", { heavy: true })
    .input(z.object({ range, machineIds: z.array(idOf<"machine">()).max(1_000).optional() }))
    .output(healthReport),
};
