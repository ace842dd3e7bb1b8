import type { ConnectionId, TagId } from "../../kernel/id.ts";
import type { CountedFact, MachineFact, StateFact } from "../machine-fact.ts";
import type { LinkLossCause, TagValue } from "../sample.ts";
import { signalRules, type SignalRules } from "../signal-rules.ts";
import type { z } from "zod";
import { deriveMachine } from "./derive-machine.ts";
import type { MachineInput } from "./machine-input.ts";
import { emptyMemory, machineMemory, type MachineMemory } from "./machine-memory.ts";
import type { MachineNotice } from "./machine-notice.ts";

/** Builders for tests: what happens to a machine, told in order. Instants are milliseconds from any start. */
export const reading = (
  tagCode: string,
  value: TagValue,
  at: number,
  status = 0,
): MachineInput => ({
  kind: "sample",
  tagCode,
  at,
  sample: {
    tag: tagCode as TagId,
    value,
    status,
    sourceTime: at,
    serverTime: at,
    receivedTime: at,
  },
});

const plc = "plc";
export const lost = (
  at: number,
  cause: LinkLossCause = "unreachable",
  connection = plc,
): MachineInput => ({
  kind: "link",
  change: { connection: connection as ConnectionId, link: "lost", at, cause, detail: "" },
});
export const live = (at: number, connection = plc): MachineInput => ({
  kind: "link",
  change: { connection: connection as ConnectionId, link: "live", at },
});
/** The same change, of a connection that only some of the machine's tags come over. */
export const over = (tagCodes: readonly string[], input: MachineInput): MachineInput =>
  input.kind === "link" ? { ...input, tagCodes } : input;
/** The server's history of a gap up to `upTo`: readings in order of time. Without `tagCodes` of every tag among them. */
export function history(
  upTo: number,
  readings: readonly MachineInput[],
  tagCodes?: readonly string[],
): MachineInput {
  const told = readings.flatMap((input) => (input.kind === "sample" ? [input] : []));
  return {
    kind: "history",
    readings: told,
    tagCodes: tagCodes ?? [...new Set(told.map(({ tagCode }) => tagCode))],
    upTo,
  };
}
export const tick = (now: number): MachineInput => ({ kind: "tick", now });
export const restart = (now: number): MachineInput => ({ kind: "restart", now });
/** One tick a second over `[from, to]`. */
export const ticks = (from: number, to: number): MachineInput[] =>
  Array.from({ length: Math.floor((to - from) / 1_000) + 1 }, (_, index) =>
    tick(from + index * 1_000),
  );

export const rulesOf = (rules: z.input<typeof signalRules>): SignalRules =>
  signalRules.parse(rules);

export interface Told {
  readonly memory: MachineMemory;
  readonly facts: readonly MachineFact[];
  readonly notices: readonly MachineNotice[];
}

/** Tells a story to the derive step, with the memory stored as JSON and read back after every input. */
export function tell(
  rules: SignalRules,
  inputs: readonly MachineInput[],
  start: MachineMemory = emptyMemory(),
): Told {
  return inputs.reduce<Told>(
    (told, input) => {
      const { memory, facts, notices } = deriveMachine(rules, told.memory, input);
      const readBack = machineMemory.parse(JSON.parse(JSON.stringify(memory)));
      return {
        memory: readBack,
        facts: [...told.facts, ...facts],
        notices: [...told.notices, ...notices],
      };
    },
    { memory: start, facts: [], notices: [] },
  );
}

/** State facts as `[at, state, cause]`, with the reason code where there is one. */
export const statesOf = (told: Told): (readonly (string | number | null)[])[] =>
  told.facts
    .filter((fact): fact is StateFact => fact.kind === "state")
    .map(({ at, state, cause, reasonCode }) =>
      reasonCode === null ? [at, state, cause] : [at, state, cause, reasonCode],
    );

export const countsOf = (told: Told): CountedFact[] =>
  told.facts.filter((fact): fact is CountedFact => fact.kind === "count");

/** Pieces that count: without those that wait for a decision. */
export const piecesOf = (told: Told): number =>
  countsOf(told).reduce((sum, fact) => sum + (fact.suspect === null ? fact.total : 0), 0);
export const rejectsOf = (told: Told): number =>
  countsOf(told).reduce((sum, fact) => sum + (fact.suspect === null ? fact.reject : 0), 0);

export const noticesOf = (told: Told): string[] => told.notices.map(({ code }) => code);
