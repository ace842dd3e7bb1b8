import type { Span } from "#shared/kernel/span.ts";
import { tagOf, type DemoMachine, type DemoVariable, type SignalValue } from "./demo-machine.ts";
import { demoMachines, simulate } from "./demo-plant.ts";
import { linkDrops } from "./link-schedule.ts";
import type { Happening, Moment, SimulatedMachine } from "./machine-model.ts";
import type { Phase } from "./phase.ts";

/** First line of a recording. Instants in UTC milliseconds. */
export interface RecordingHead {
  readonly recording: 1;
  readonly from: number;
  readonly until: number;
  readonly tags: readonly string[];
  readonly links: readonly string[];
}

export type SampleRecord = readonly [
  at: number,
  tagIndex: number,
  value: SignalValue,
  status: number,
];
export type LinkRecord = readonly [
  at: number,
  kind: "link",
  connection: string,
  change: "lost" | "live",
];
export type RecordingRecord = SampleRecord | LinkRecord;

/** Counters are read about this often while they move, analog values while they are alive, unless their variable says otherwise. */
const counterEveryMs = 20_000;
const analogEveryMs = 30_000;

/** OPC UA status code Good. */
const good = 0;

interface RecordedVariable {
  readonly variable: DemoVariable;
  readonly index: number;
  recorded: SignalValue | null;
  recordedAt: number;
}

interface RecordedMachine {
  readonly machine: DemoMachine;
  readonly simulated: SimulatedMachine;
  readonly variables: readonly RecordedVariable[];
  /** The latest cycle, as long as no reading tells it. */
  untold: Moment | null;
}

export function recordingHead(span: Span): RecordingHead {
  return {
    recording: 1,
    from: span.start,
    until: span.end,
    tags: demoMachines.flatMap((machine) =>
      machine.variables.map(({ tag }) => tagOf(machine, tag)),
    ),
    links: [...new Set(demoMachines.map(({ connection }) => connection))],
  };
}

/**
 * What real connections to the demo plant would have delivered over a span, in the order of time: states and texts on
 * change, counters every 20 s while they move and before any change, speeds every 30 s. It ends with every counter as it
 * stands at the end, so that the live plant goes on from there.
 *
 * @param see told of every phase that begins, whether or not its link delivers it
 */
export function* recordPlant(
  seed: number,
  span: Span,
  see: (machine: DemoMachine, phase: Phase) => void = () => {},
): Generator<RecordingRecord> {
  const { tags, links } = recordingHead(span);
  const machines = demoMachines.map((machine): RecordedMachine => ({
    machine,
    simulated: simulate(machine, seed, span.start),
    untold: null,
    variables: machine.variables.map((variable) => ({
      variable,
      index: tags.indexOf(tagOf(machine, variable.tag)),
      recorded: null,
      recordedAt: Number.NEGATIVE_INFINITY,
    })),
  }));
  const link = recordedLink(seed, span);

  for (const connection of links) {
    yield [span.start, "link", connection, isLive(connection, link, span.start) ? "live" : "lost"];
  }
  for (const one of machines) {
    if (isLive(one.machine.connection, link, span.start)) yield* readAll(one, span.start);
  }
  for (let from = span.start; from < span.end; from += counterEveryMs) {
    const window = { start: from, end: Math.min(from + counterEveryMs, span.end) };
    const changes = link.changesIn(window);
    const records: RecordingRecord[] = [...changes];
    for (const one of machines) {
      const { connection } = one.machine;
      const advanceTo = (at: number) =>
        one.simulated.advanceTo(at, "last_cycle", (happening, moment) => {
          if (happening === "phase") see(one.machine, moment.phase);
          if (isLive(connection, link, moment.at)) observe(one, happening, moment, records);
        });
      for (const [at, , changed, change] of changes) {
        if (changed !== connection || change !== "live") continue;
        advanceTo(at);
        readCounters(one, records);
        records.push(...readAll(one, at));
      }
      advanceTo(window.end);
      readCounters(one, records);
      if (window.end === span.end && isLive(connection, link, span.end))
        readMeters(one, span.end, records);
    }
    // Stable: at the same instant a link comes before what it delivers.
    yield* records.sort((a, b) => a[0] - b[0]);
  }
}

const unsteady = "OPC-LINE-2";

const isLive = (connection: string, link: RecordedLink, at: number): boolean =>
  connection !== unsteady || link.isLive(at);

/** Reads every variable, as a connection does that has just come up. */
function* readAll(one: RecordedMachine, at: number): Generator<SampleRecord> {
  const moment = one.simulated.moment();
  for (const entry of one.variables) yield record(entry, at, entry.variable.value(moment));
}

function record(entry: RecordedVariable, at: number, value: SignalValue): SampleRecord {
  entry.recorded = value;
  entry.recordedAt = at;
  return [at, entry.index, value, good];
}

function observe(
  one: RecordedMachine,
  happening: Happening,
  moment: Moment,
  records: RecordingRecord[],
): void {
  if (happening === "cycle") {
    one.untold = moment;
    return;
  }
  if (happening !== "beat") readCounters(one, records);
  for (const entry of one.variables) {
    if (happening === "beat" && moment.at - entry.recordedAt < beatIntervalMs(entry)) continue;
    const value = entry.variable.value(moment);
    if (value !== entry.recorded) records.push(record(entry, moment.at, value));
  }
}

/** How often at most a value is taken that moves while nothing else happens; counters of pieces wait for their cycles. */
const beatIntervalMs = ({ variable }: RecordedVariable): number =>
  variable.recordedEveryMs ??
  (variable.class === "counter" ? Number.POSITIVE_INFINITY : analogEveryMs);

/** Reads what moves with time as it stands at the instant reached. */
function readMeters(one: RecordedMachine, at: number, records: RecordingRecord[]): void {
  const moment = one.simulated.moment();
  for (const entry of one.variables) {
    if (entry.variable.recordedEveryMs === undefined) continue;
    const value = entry.variable.value(moment);
    if (value !== entry.recorded) records.push(record(entry, at, value));
  }
}

/** Reads the counters as they stood after the latest cycle. */
function readCounters(one: RecordedMachine, records: RecordingRecord[]): void {
  const moment = one.untold;
  one.untold = null;
  if (moment === null) return;
  for (const entry of one.variables) {
    if (entry.variable.class !== "counter" || entry.variable.recordedEveryMs !== undefined)
      continue;
    const value = entry.variable.value(moment);
    if (value !== entry.recorded) records.push(record(entry, moment.at, value));
  }
}

type RecordedLink = ReturnType<typeof recordedLink>;

/** The drops of the unsteady link within a span. */
function recordedLink(seed: number, span: Span) {
  const drops: Span[] = [];
  for (const drop of linkDrops(seed, span.start)) {
    if (drop.start >= span.end) break;
    drops.push(drop);
  }
  return {
    isLive: (at: number): boolean => !drops.some((drop) => drop.start <= at && at < drop.end),
    changesIn: (window: Span): LinkRecord[] =>
      drops.flatMap((drop): LinkRecord[] => [
        ...inWindow(window, drop.start, "lost" as const),
        ...inWindow(window, drop.end, "live" as const),
      ]),
  };
}

const inWindow = (window: Span, at: number, change: "lost" | "live"): LinkRecord[] =>
  at > window.start && at <= window.end ? [[at, "link", unsteady, change]] : [];
