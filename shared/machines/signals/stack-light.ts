import { z } from "zod";
import { instant } from "../../kernel/instant.ts";
import type { StateRule } from "../state-rule.ts";
import type { StateReading } from "./state-reading.ts";
import { codeOf, isOn, type RememberedValue } from "./signal-value.ts";

type StackLightRule = Extract<StateRule, { type: "stack_light" }>;

/** How a lamp that is told as a bit behaved last. `changedAt`: when the bit last changed. */
export const lampMemory = z.object({ isOn: z.boolean(), changedAt: instant, blinks: z.boolean() });
export type LampMemory = z.infer<typeof lampMemory>;
/** Per tag code. */
export type Lamps = Readonly<Record<string, LampMemory>>;

export type LampSign = "off" | "on" | "blinking";

/** The code that a lamp has where its controller tells blinking itself. */
const blinkingCode = 2;

/** What a reading at `at` tells of a lamp: it blinks when it changes a second time within `blinkMs`. */
export function seeLamp(
  before: LampMemory | undefined,
  value: RememberedValue,
  at: number,
  blinkMs: number,
): LampMemory {
  const lit = isOn(value);
  // Nobody knows when the first reading began.
  if (before === undefined) return { isOn: lit, changedAt: at - blinkMs, blinks: false };
  if (before.isOn === lit) return restLamp(before, at, blinkMs);
  return { isOn: lit, changedAt: at, blinks: at - before.changedAt < blinkMs };
}

/** A lamp that has not changed for `blinkMs` blinks no more. */
export const restLamp = (lamp: LampMemory, now: number, blinkMs: number): LampMemory =>
  lamp.blinks && now - lamp.changedAt >= blinkMs ? { ...lamp, blinks: false } : lamp;

/** What a lamp shows: by its code, or by how its bit behaves. */
export function lampSign(value: RememberedValue, lamp: LampMemory | undefined): LampSign {
  if (codeOf(value) === blinkingCode || lamp?.blinks === true) return "blinking";
  return isOn(value) ? "on" : "off";
}

/** State from a stack light: the first lit lamp that has a meaning, in the order of the rule. */
export function stackLightState(
  rule: StackLightRule,
  tag: (tagCode: string) => RememberedValue,
  lamps: Lamps,
): StateReading {
  for (const lamp of rule.lamps) {
    const sign = lampSign(tag(lamp.tag), lamps[lamp.tag]);
    const state = sign === "off" ? "next" : sign === "on" ? lamp.on : lamp.blinking;
    if (state === "next") continue;
    return { state, cause: state === "running" ? null : `${lamp.colour} ${sign}` };
  }
  return { state: rule.dark, cause: null };
}
