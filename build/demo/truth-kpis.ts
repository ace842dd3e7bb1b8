import type { Span } from "#shared/kernel/span.ts";
import { machineStates, type MachineState } from "#shared/machines/machine-state.ts";
import { truthRecord, type CountTruth, type TruthRecord } from "./truth-record.ts";

/** What a machine truly did in a span. Times in milliseconds, `total` and `reject` in pieces. */
export interface TruthSums {
  readonly stateMs: Readonly<Record<MachineState, number>>;
  readonly total: number;
  readonly reject: number;
  readonly products: readonly {
    readonly product: string | null;
    readonly total: number;
    readonly reject: number;
  }[];
  /** Time in which the machine's line was off the network, so that nobody could see the above. */
  readonly linkLostMs: number;
}

/** Reads a truth file. A last line without its end is left out: the process is writing it, or was killed. */
export function readTruth(text: string): TruthRecord[] {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => truthRecord.parse(JSON.parse(line)));
}

/**
 * The true sums of one machine over `[start, end)`.
 * @throws RangeError when no one run of the demo plant covers the span, or its file is not written that far yet
 */
export function truthSums(records: readonly TruthRecord[], machine: string, span: Span): TruthSums {
  const run = runCovering(records, machine, span);
  const mine = run.filter((record) => "machine" in record && record.machine === machine);
  const states = mine.filter((record) => "state" in record);
  const counts = mine.filter((record) => "total" in record);
  const links = mine.filter((record) => "link" in record);
  if (states.length === 0 || counts.length === 0)
    throw new RangeError(`The truth file does not know ${machine}.`);

  const stateMs = Object.fromEntries(machineStates.map((state) => [state, 0])) as Record<
    MachineState,
    number
  >;
  const byProduct = new Map<string | null, { total: number; reject: number }>();
  for (const { record, start, end } of stretches(states, span)) {
    stateMs[record.state] += end - start;
    const before = piecesAt(counts, start);
    const after = piecesAt(counts, end);
    const sum = byProduct.get(record.product) ?? { total: 0, reject: 0 };
    byProduct.set(record.product, {
      total: sum.total + after.total - before.total,
      reject: sum.reject + after.reject - before.reject,
    });
  }
  const products = [...byProduct].map(([product, pieces]) => ({ product, ...pieces }));
  const lost = [...stretches(links, span)].filter(({ record }) => record.link === "lost");
  return {
    stateMs,
    total: products.reduce((sum, { total }) => sum + total, 0),
    reject: products.reduce((sum, { reject }) => sum + reject, 0),
    products,
    linkLostMs: lost.reduce((sum, { start, end }) => sum + end - start, 0),
  };
}

/** The lines of the one run of the process that covers the span. */
function runCovering(
  records: readonly TruthRecord[],
  machine: string,
  span: Span,
): readonly TruthRecord[] {
  const starts = records.flatMap((record, index) =>
    "demo" in record && record.demo === "started" ? [index] : [],
  );
  for (const [n, from] of starts.entries()) {
    const run = records.slice(from, starts[n + 1]);
    // Pieces are known up to the machine's last count line, or to the end of a run that ended in good order.
    const known = run.filter(
      (record) => ("total" in record && record.machine === machine) || "demo" in record,
    );
    if (run[0]!.at <= span.start && known.at(-1)!.at >= span.end) return run;
  }
  const text = `${new Date(span.start).toISOString()} to ${new Date(span.end).toISOString()}`;
  throw new RangeError(`No run of the demo plant covers ${machine} from ${text}.`);
}

/** What each record holds for: from its instant to the next one's, clipped to the span. */
function* stretches<R extends TruthRecord>(
  records: readonly R[],
  span: Span,
): Generator<Span & { record: R }> {
  for (const [index, record] of records.entries()) {
    const start = Math.max(record.at, span.start);
    const end = Math.min(records[index + 1]?.at ?? span.end, span.end);
    if (start < end) yield { record, start, end };
  }
}

/**
 * Pieces made up to and including an instant. Between two lines they come evenly, `step` at once; each reject has a line.
 * Lines carry whole milliseconds, so half of one is allowed for.
 */
function piecesAt(counts: readonly CountTruth[], at: number): { total: number; reject: number } {
  const next = firstAfter(counts, at);
  const before = counts[next - 1];
  if (before === undefined) return counts[0]!;
  const after = counts[next];
  if (after === undefined) return before;
  const steps =
    ((after.total - before.total) / before.step) *
    ((at + 0.5 - before.at) / (after.at - before.at));
  return { total: before.total + Math.floor(steps) * before.step, reject: before.reject };
}

function firstAfter(counts: readonly CountTruth[], at: number): number {
  let low = 0;
  let high = counts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (counts[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
