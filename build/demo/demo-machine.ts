import type { z } from "zod";
import type { TagClass } from "#shared/connections/tag.ts";
import type { MachineKind } from "#shared/machines/machine-kind.ts";
import type { MachineState } from "#shared/machines/machine-state.ts";
import type { AlarmRule, signalRules } from "#shared/machines/signal-rules.ts";
import type { Moment } from "./machine-model.ts";
import type { Phase } from "./phase.ts";
import type { Profile } from "./profile.ts";
import type { PatternCode } from "./shift-patterns.ts";

export type ConnectionCode = "OPC-LINE-1" | "OPC-LINE-2";

export type SignalValue = number | boolean | string;

/** One OPC UA variable of a machine. */
export interface DemoVariable {
  /** Node id below the machine's code, e.g. `Status.StateCurrent`; the dots make the folders. */
  readonly path: string;
  /** Tag code below the machine's, e.g. `state`. */
  readonly tag: string;
  readonly name: string;
  readonly type:
    | "Boolean"
    | "Byte"
    | "Int32"
    | "UInt16"
    | "UInt32"
    | "UInt64"
    | "Double"
    | "String";
  readonly class: TagClass;
  readonly unit?: string;
  readonly deadband?: number;
  /**
   * For values that move with time and not with the pieces: a recording takes them at most this often, and whenever
   * something happens. Milliseconds.
   */
  readonly recordedEveryMs?: number;
  readonly value: (moment: Moment) => SignalValue;
}

/** How often a recording of two weeks takes what moves all the time: enough for a trend, little to load. */
export const seldomMs = 120_000;

/** How fast simulated time goes; the rules of an accelerated plant have shorter times and higher rates. */
export interface Pace {
  readonly speed: number;
}

/** One machine of the demo plant: how it behaves, what it shows of that, and how Unison is told to read it. */
export interface DemoMachine {
  readonly code: string;
  readonly name: string;
  readonly kind: MachineKind;
  readonly description: string;
  readonly connection: ConnectionCode;
  readonly shiftPattern: PatternCode;
  readonly profile: Profile;
  /** How often an analog value moves, in milliseconds. */
  readonly beatMs?: number;
  readonly variables: readonly DemoVariable[];
  /** The state that these signals mean. */
  readonly state: (phase: Phase) => MachineState;
  readonly signals: (pace: Pace) => z.input<typeof signalRules>;
}

/** `fill-1.state` of FILL-1. */
export const tagOf = (machine: Pick<DemoMachine, "code">, tag: string): string =>
  `${machine.code.toLowerCase()}.${tag}`;

/** String identifier of a variable in the demo's namespace. */
export const identifierOf = (
  machine: Pick<DemoMachine, "code">,
  variable: Pick<DemoVariable, "path">,
): string => `${machine.code}.${variable.path}`;

/** Pieces a minute that no reading may exceed: a third above the best rate, in the wall clock's minutes. */
export function maxPerMinute(profile: Profile, pace: Pace): number {
  const fastestMs = Math.min(...profile.products.map((product) => product.idealCycleMs));
  return Math.ceil((60_000 / fastestMs) * profile.piecesPerCycle * 1.3 * pace.speed);
}

/** The article on the machine, blank without an order. */
export const productText = (moment: Moment): string => moment.phase.product ?? "";

/** Number of the order on the machine, blank without one. */
export const orderText =
  (prefix: string) =>
  (moment: Moment): string =>
    moment.phase.order === null ? "" : `${prefix}-${1_000 + moment.phase.order}`;

/** The machine's fault numbers with their texts and the reasons they stand for. */
export function alarmRuleOf(
  machine: Pick<DemoMachine, "code" | "profile">,
  tag: string,
): AlarmRule {
  const known = [...machine.profile.breakdowns, ...machine.profile.microStops].filter(
    ({ alarm }) => alarm !== 0,
  );
  return {
    tag: tagOf(machine, tag),
    texts: Object.fromEntries(known.map(({ alarm, cause }) => [alarm, cause])),
    reasons: Object.fromEntries(
      known.flatMap(({ alarm, reason }) => (reason === undefined ? [] : [[alarm, reason]])),
    ),
  };
}
