import { z } from "zod";
import { stateRule, stateTags } from "./state-rule.ts";
import { tagCode } from "./tag-code.ts";

const nonNegative = z.number().min(0);

/** How one counter turns into pieces. Counts always come from differences of counters, never from pulses. */
export const counterRule = z
  .object({
    tag: tagCode,
    /** The value after which the counter starts again at 0, e.g. 65536; absent = does not wrap. */
    modulus: z.int().min(2).optional(),
    /**
     * What a falling value means when it is not a wrap: `accept` = the counter was reset, the new value counts;
     * `confirmed` = only together with a restart of the server; else it waits as suspect; `never` = always suspect.
     */
    reset: z.enum(["accept", "confirmed", "never"]).default("confirmed"),
    /** A fall of at most this much that returns is jitter and ignored. */
    jitter: z.int().min(0).default(0),
    /** Largest possible rate; a difference above 1.5 × rate × elapsed is suspect. Pieces per minute. */
    maxPerMinute: nonNegative.optional(),
    /** Pieces per count (cavities when the counter counts cycles). */
    piecesPerCount: z.int().min(1).default(1),
  })
  .strict();
export type CounterRule = z.infer<typeof counterRule>;

export const countRules = z
  .object({
    /** All pieces, good and reject. */
    total: counterRule.optional(),
    /** Good pieces only, for machines without a total. */
    good: counterRule.optional(),
    reject: counterRule.optional(),
    /** Parts taken out for testing: made and not sold, so they count with the rejects. */
    testSamples: counterRule.optional(),
    /** A good counter beside a total: it counts nothing and only checks that total = good + reject. */
    check: counterRule.optional(),
  })
  .strict()
  .refine((rule) => (rule.total === undefined) !== (rule.good === undefined), {
    error: 'needs exactly one of "total" and "good"',
    path: ["total"],
  })
  .refine((rule) => rule.check === undefined || rule.total !== undefined, {
    error: '"check" needs a total counter',
    path: ["check"],
  });
export type CountRules = z.infer<typeof countRules>;

/** Alarm code 0 → n starts a down reason; the first code wins as root cause until the alarm is 0 again. */
export const alarmRule = z
  .object({
    tag: tagCode,
    /** `bits`: each bit of the word is an alarm of its own, named by its number from 0 on. */
    coding: z.enum(["code", "bits"]).optional(),
    texts: z.record(z.string(), z.string().max(200)).default({}),
    /** Alarm code → reason code of the plant. */
    reasons: z.record(z.string(), z.string().max(40)).default({}),
  })
  .strict();
export type AlarmRule = z.infer<typeof alarmRule>;

/** What one count of an energy meter is worth. */
export const energyUnits = ["Wh", "kWh", "MWh", "pulse"] as const;

/** An energy counter: its differences become milliwatt-hours. */
export const energyRule = z
  .object({
    tag: tagCode,
    unit: z.enum(energyUnits).default("kWh"),
    /** Energy of one pulse in watt-hours. */
    whPerPulse: z.number().positive().max(1_000_000).optional(),
    /** The value, in the meter's own unit, after which it starts again at 0. */
    modulus: z.number().positive().optional(),
    /** As for counters of pieces. */
    reset: z.enum(["accept", "confirmed", "never"]).default("confirmed"),
    /** Most that the machine can draw; energy above 1.5 × this is not believed. Kilowatts. */
    maxKw: z.number().positive().max(1_000_000).default(1_000),
  })
  .strict()
  .refine((rule) => (rule.unit === "pulse") === (rule.whPerPulse !== undefined), {
    error: "pulses need their watt-hours, other units have none",
    path: ["whPerPulse"],
  });
export type EnergyRule = z.infer<typeof energyRule>;

/** Everything that turns a machine's tags into states, pieces and products. */
export const signalRules = z
  .object({
    state: stateRule.optional(),
    counts: countRules.optional(),
    alarm: alarmRule.optional(),
    /** A text tag that names the product made; unknown product codes are shown, never guessed. */
    product: z.object({ tag: tagCode }).strict().optional(),
    order: z.object({ tag: tagCode }).strict().optional(),
    /** A changed product or order begins a changeover, which lasts until the first good piece. */
    changeover: z
      .object({ until: z.literal("first_good") })
      .strict()
      .optional(),
    energy: energyRule.optional(),
    /**
     * For tags that are polled or have a heartbeat: one that is silent this long is stale and its state unknown. Absent =
     * tags report changes only, so silence is normal and the watchdog of the link tells a dead one.
     */
    staleAfterMs: z.int().min(1_000).optional(),
  })
  .strict()
  .superRefine(({ counts, energy }, context) => {
    // Total, good and reject were stored before this rule and are read as they are.
    const taken = [counts?.total?.tag, counts?.good?.tag, counts?.reject?.tag];
    const others = [
      [["counts", "testSamples", "tag"], counts?.testSamples?.tag],
      [["counts", "check", "tag"], counts?.check?.tag],
      [["energy", "tag"], energy?.tag],
    ] as const;
    for (const [path, tag] of others) {
      if (tag !== undefined && taken.includes(tag))
        context.addIssue({
          code: "custom",
          path: [...path],
          message: "must be a tag that no other counter reads",
        });
      taken.push(tag);
    }
  })
  .refine((rules) => rules.changeover === undefined || rules.product || rules.order, {
    error: "needs a product or an order tag that tells a change",
    path: ["changeover"],
  })
  .refine((rules) => rules.changeover === undefined || rules.counts, {
    error: "needs a counter that tells the first good piece",
    path: ["changeover"],
  });
export type SignalRules = z.infer<typeof signalRules>;

/** Every tag code the rules read. */
export function tagsOf(rules: SignalRules): string[] {
  const { counts } = rules;
  const others = [
    counts?.total?.tag,
    counts?.good?.tag,
    counts?.reject?.tag,
    counts?.testSamples?.tag,
    counts?.check?.tag,
    rules.alarm?.tag,
    rules.product?.tag,
    rules.order?.tag,
    rules.energy?.tag,
  ];
  return [
    ...new Set([
      ...(rules.state ? stateTags(rules.state) : []),
      ...others.filter((code): code is string => code !== undefined),
    ]),
  ];
}
