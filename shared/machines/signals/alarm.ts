import type { AlarmRule } from "../signal-rules.ts";
import type { MachineMemory, StateClaim } from "./machine-memory.ts";
import { isOn, textOf, wordOf, type RememberedValue } from "./signal-value.ts";
import type { StateReading } from "./state-reading.ts";

type Alarm = NonNullable<MachineMemory["alarm"]>;

/** The lowest bit that is on, as its number from 0 on; a negative word is read as its bits. */
function firstBit(value: RememberedValue): string | null {
  const word = wordOf(value);
  if (word === null || word === 0n) return null;
  let bit = 0;
  while (((word >> BigInt(bit)) & 1n) === 0n) bit += 1;
  return String(bit);
}

/**
 * 0 → n starts the alarm; later codes are consequences and change nothing until the alarm is 0 again. Of alarm bits that
 * come together the lowest is the root.
 */
export function rootAlarm(
  before: Alarm | null,
  value: RememberedValue,
  at: number,
  coding: AlarmRule["coding"] = "code",
): Alarm | null {
  if (!isOn(value)) return null;
  const code = coding === "bits" ? firstBit(value) : value === true ? "1" : textOf(value);
  return before ?? (code === null ? null : { code, at });
}

/**
 * Puts the alarm on a reading: a stop under alarm is a breakdown with the alarm's text and the plant's reason. An alarm
 * while the machine runs is a warning and stops nothing; other states (set-up, planned, external, idle) keep their own cause.
 */
export function explainByAlarm(
  rule: AlarmRule | undefined,
  alarm: Alarm | null,
  reading: StateReading,
): StateClaim {
  const stop = reading.state === "stopped" || reading.state === "down";
  if (rule === undefined || alarm === null || !stop)
    return { ...reading, reasonCode: reading.reasonCode ?? null };
  return {
    state: "down",
    cause: rule.texts[alarm.code] ?? `Alarm ${alarm.code}`,
    reasonCode: rule.reasons[alarm.code] ?? null,
  };
}
