import {
  simulatedSettings,
  type SimulatedSettings,
} from "#shared/connections/connection-settings.ts";
import { lastWord, readSettings, type SettingsReading } from "./settings-reading.ts";

/** A simulated machine as its form holds it. */
export interface SimulatedValues {
  readonly driver: "simulated";
  readonly seed: number | string;
  readonly cycleMs: number | string;
}

export const newSimulated: SimulatedValues = { driver: "simulated", seed: 1, cycleMs: 2_000 };

export const simulatedValues = (settings: SimulatedSettings): SimulatedValues => settings;

export const readSimulated = (values: SimulatedValues): SettingsReading<SimulatedSettings> =>
  readSettings(simulatedSettings, values, lastWord);
