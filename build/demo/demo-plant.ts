import { anchorFor } from "./anchor.ts";
import type { DemoMachine } from "./demo-machine.ts";
import { SimulatedMachine } from "./machine-model.ts";
import { asm1 } from "./machines/assembly.ts";
import { fill1, fill2 } from "./machines/filler.ts";
import { mill1, mill2 } from "./machines/machine-tool.ts";
import { mould1 } from "./machines/moulding.ts";
import { pack1 } from "./machines/packer.ts";
import { press1 } from "./machines/press.ts";
import { seededRandom } from "./random.ts";
import { schedule } from "./schedule.ts";
import { shiftPatterns } from "./shift-patterns.ts";
import { calendarSlots } from "./work-calendar.ts";

/** Our URN of the demo's OPC UA namespace. */
export const demoNamespace = "urn:unison:demo-plant";

/** The seed of history and live plant unless another is asked for: both must be the same. */
export const usualSeed = 2026;

export const demoMachines: readonly DemoMachine[] = [
  fill1,
  fill2,
  mill1,
  mill2,
  press1,
  mould1,
  pack1,
  asm1,
];

/** A machine of the demo plant as it stands at `at`. */
export function simulate(machine: DemoMachine, seed: number, at: number): SimulatedMachine {
  const slots = calendarSlots(
    shiftPatterns[machine.shiftPattern],
    machine.profile.maintenance,
    anchorFor(at),
  );
  const course = schedule(machine.profile, seededRandom(seed, machine.code), slots);
  const simulated = new SimulatedMachine(course, machine.profile.piecesPerCycle, machine.beatMs);
  simulated.skipTo(at);
  return simulated;
}
