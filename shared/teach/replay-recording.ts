import type { TagId } from "../kernel/id.ts";
import type { ImportedTag } from "../connections/connection-rows.ts";
import type { MachineFact } from "../machines/machine-fact.ts";
import type { SignalRules } from "../machines/signal-rules.ts";
import { deriveMachine } from "../machines/signals/derive-machine.ts";
import type { MachineInput } from "../machines/signals/machine-input.ts";
import { emptyMemory } from "../machines/signals/machine-memory.ts";
import { median } from "./median.ts";
import type { Recording } from "./recording.ts";

/** The recorded minutes as the rules read them. */
export interface ReplayedMinutes {
  /** One after the other, without a hole, up to the end of the recording. */
  readonly states: readonly {
    readonly start: number;
    readonly end: number;
    readonly state: string;
  }[];
  readonly counts: readonly { readonly at: number; readonly pieces: number }[];
  /** Pieces counted while the person tapped: from half a part before the first tap to half a part after the last. */
  readonly total: number;
}

/** Runs the real signal rules over what was recorded, so that a proposal can be judged before it is accepted. */
export function replayRecording(
  recording: Recording,
  tags: readonly Pick<ImportedTag, "code" | "address">[],
  rules: SignalRules,
): ReplayedMinutes {
  const facts: MachineFact[] = [];
  let memory = emptyMemory();
  for (const input of inputsOf(recording, tags)) {
    const derived = deriveMachine(rules, memory, input);
    memory = derived.memory;
    facts.push(...derived.facts);
  }
  const counts = facts.flatMap((fact) =>
    fact.kind === "count" && fact.suspect === null ? [{ at: fact.to, pieces: fact.total }] : [],
  );
  return {
    states: statesOf(facts, recording.end),
    counts,
    total: countedWhileTapped(recording, counts),
  };
}

function countedWhileTapped({ marks }: Recording, counts: ReplayedMinutes["counts"]): number {
  const taps = marks.filter(({ kind }) => kind === "part").map(({ at }) => at);
  if (taps.length < 2) return counts.reduce((sum, { pieces }) => sum + pieces, 0);
  const half = median(taps.slice(1).map((at, i) => at - taps[i]!)) / 2;
  const [from, to] = [taps[0]! - half, taps.at(-1)! + half];
  return counts.reduce((sum, { at, pieces }) => sum + (at >= from && at < to ? pieces : 0), 0);
}

/** Readings of the chosen tags in order of time, with a tick for every second. */
function inputsOf(
  { start, end, candidates }: Recording,
  tags: readonly Pick<ImportedTag, "code" | "address">[],
): MachineInput[] {
  const readings = tags.flatMap(({ code, address }) =>
    (candidates.find((one) => one.address === address)?.readings ?? []).map(
      ({ at, value, status }): MachineInput & { readonly order: number } => ({
        kind: "sample",
        tagCode: code,
        at,
        order: at,
        sample: {
          tag: code as TagId,
          value,
          status,
          sourceTime: at,
          serverTime: null,
          receivedTime: at,
        },
      }),
    ),
  );
  const ticks = Array.from(
    { length: Math.max(0, Math.floor((end - start) / 1_000)) },
    (_, second): MachineInput & { readonly order: number } => ({
      kind: "tick",
      now: start + (second + 1) * 1_000,
      order: start + (second + 1) * 1_000,
    }),
  );
  return [...readings, ...ticks].sort((a, b) => a.order - b.order);
}

function statesOf(facts: readonly MachineFact[], end: number): ReplayedMinutes["states"] {
  const states = facts.filter((fact) => fact.kind === "state");
  return states
    .map(({ at, state }, i) => ({ start: at, end: states[i + 1]?.at ?? end, state }))
    .filter((one) => one.end > one.start);
}
