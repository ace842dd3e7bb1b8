import type { AlarmRule } from "../signal-rules.ts";
import type { MachineMemory, StateClaim } from "./machine-memory.ts";
import { isOn, textOf, type RememberedValue } from "./signal-value.ts";
import type { StateReading } from "./state-reading.ts";

type Alarm = NonNullable<MachineMemory["alarm"]>;

/** 0 → n starts the alarm; later codes are consequences and change nothing until the alarm is 0 again. */
export function rootAlarm(before: Alarm | null, value: RememberedValue, at: number): Alarm | null {
  if (!isOn(value)) return null;
  const code = value === true ? "1" : textOf(value);
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
  if (rule === undefined || alarm === null || !stop) return { ...reading, reasonCode: null };
  return {
    state: "down",
    cause: rule.texts[alarm.code] ?? `Alarm ${alarm.code}`,
    reasonCode: rule.reasons[alarm.code] ?? null,
  };
}
