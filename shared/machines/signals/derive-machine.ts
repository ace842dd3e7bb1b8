import { tagsOf, type SignalRules } from "../signal-rules.ts";
import { changeLink } from "./change-link.ts";
import { unchanged, type Derived } from "./derived.ts";
import type { MachineInput } from "./machine-input.ts";
import type { MachineMemory } from "./machine-memory.ts";
import { observeSample } from "./observe-sample.ts";
import { readBack } from "./read-back.ts";
import { passTime } from "./pass-time.ts";
import { resumeMachine } from "./resume-machine.ts";

/**
 * The derive step of one machine: its rules, what it remembers and one input give the next memory, the new facts in
 * order, and notices. Pure: the same inputs from the same memory always give the same facts, and ticks only bring
 * forward what the next reading would have shown. Count facts wait for nothing but a doubtful reading; state facts may
 * be dated back to the instant they began, but never before the last one.
 */
export function deriveMachine(
  rules: SignalRules,
  memory: MachineMemory,
  input: MachineInput,
): Derived {
  switch (input.kind) {
    case "sample":
      return tagsOf(rules).includes(input.tagCode)
        ? observeSample(rules, memory, input)
        : unchanged(memory);
    case "link":
      return changeLink(rules, memory, input.change, input.tagCodes ?? tagsOf(rules));
    case "history":
      return readBack(rules, memory, input);
    case "tick":
      return passTime(rules, memory, input.now);
    case "restart":
      return resumeMachine(rules, memory, input.now);
    default:
      return input satisfies never;
  }
}
