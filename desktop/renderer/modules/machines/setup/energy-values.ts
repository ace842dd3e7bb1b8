import type { EnergyRule } from "#shared/machines/signal-rules.ts";
import type { Typed } from "./rule-values.ts";

/** The energy meter as the form holds it; an empty tag = none. */
export interface EnergyValues {
  readonly tag: string;
  readonly unit: EnergyRule["unit"];
  readonly whPerPulse: Typed;
  readonly modulus: Typed;
  readonly reset: EnergyRule["reset"];
  readonly maxKw: Typed;
}

export const usualEnergy: EnergyValues = {
  tag: "",
  unit: "kWh",
  whPerPulse: "",
  modulus: "",
  reset: "confirmed",
  maxKw: 1_000,
};

export const energyValues = (rule: EnergyRule): EnergyValues => ({
  tag: rule.tag,
  unit: rule.unit,
  whPerPulse: rule.whPerPulse ?? "",
  modulus: rule.modulus ?? "",
  reset: rule.reset,
  maxKw: rule.maxKw,
});

export const draftEnergy = ({ tag, unit, whPerPulse, modulus, reset, maxKw }: EnergyValues) => ({
  tag,
  unit,
  reset,
  ...(unit === "pulse" && { whPerPulse }),
  ...(modulus !== "" && { modulus }),
  ...(maxKw !== "" && { maxKw }),
});
