import type { MachineState, Provenance } from "#shared/machines/machine-state.ts";
import type { Span } from "#shared/kernel/span.ts";
import { severityRank } from "./state-severity.ts";

/** What a strip draws: one stretch of one state. */
export interface StripSpan extends Span {
  readonly state: MachineState;
  readonly provenance: Provenance;
  readonly cause: string | null;
}

/** A block of whole pixel columns `[x, x + width)` that look the same. */
export interface StripBlock {
  readonly x: number;
  readonly width: number;
  readonly state: MachineState;
  readonly provenance: Provenance;
}

const nobody = -1;

/**
 * Lays spans out on `columns` pixel columns of `view`. Edges are rounded to columns; a span too short for a column of
 * its own still claims the one it lies in, and where several claim a column the worst state gets it, so that a
 * ten-second stop stays visible on an eight-hour strip. Time up to `knownUntil` that no span covers is unknown;
 * after it nothing is drawn.
 */
export function layoutStrip(
  spans: readonly StripSpan[],
  view: Span,
  columns: number,
  knownUntil: number,
): readonly StripBlock[] {
  const length = view.end - view.start;
  if (columns <= 0 || length <= 0) return [];
  const columnOf = (at: number) => ((at - view.start) / length) * columns;
  const clamp = (column: number) => Math.min(columns, Math.max(0, column));

  const owners = new Int32Array(columns).fill(nobody);
  const claim = (column: number, index: number) => {
    const owner = owners[column]!;
    if (owner === nobody || severityRank(spans[index]!.state) < severityRank(spans[owner]!.state))
      owners[column] = index;
  };

  // Wide spans first; what is narrower than a column then claims over them only when it is worse.
  const narrow: number[] = [];
  spans.forEach((span, index) => {
    const start = Math.max(span.start, view.start);
    const end = Math.min(span.end, view.end, knownUntil);
    if (start >= end) return;
    const first = clamp(Math.round(columnOf(start)));
    const last = clamp(Math.round(columnOf(end)));
    if (first === last) narrow.push(index);
    for (let column = first; column < last; column++) claim(column, index);
  });
  for (const index of narrow) {
    const span = spans[index]!;
    const middle =
      (Math.max(span.start, view.start) + Math.min(span.end, view.end, knownUntil)) / 2;
    claim(Math.min(columns - 1, Math.floor(columnOf(middle))), index);
  }

  return blocksOf(owners, spans, clamp(Math.round(columnOf(knownUntil))));
}

function blocksOf(
  owners: Int32Array,
  spans: readonly StripSpan[],
  knownColumns: number,
): StripBlock[] {
  const blocks: StripBlock[] = [];
  for (let column = 0; column < owners.length; column++) {
    const owner = owners[column]!;
    if (owner === nobody && column >= knownColumns) continue;
    const state = owner === nobody ? "unknown" : spans[owner]!.state;
    const provenance = owner === nobody ? "measured" : spans[owner]!.provenance;
    const before = blocks.at(-1);
    const continues =
      before !== undefined &&
      before.x + before.width === column &&
      before.state === state &&
      before.provenance === provenance;
    if (continues) blocks[blocks.length - 1] = { ...before, width: before.width + 1 };
    else blocks.push({ x: column, width: 1, state, provenance });
  }
  return blocks;
}

/** Whether two layouts look the same, so that nothing need be painted. */
export const sameBlocks = (a: readonly StripBlock[], b: readonly StripBlock[]): boolean =>
  a.length === b.length &&
  a.every((block, index) => {
    const other = b[index]!;
    return (
      block.x === other.x &&
      block.width === other.width &&
      block.state === other.state &&
      block.provenance === other.provenance
    );
  });

/**
 * A number that changes when the spans look different. The first start and the last end do not count: on a strip
 * that follows the clock they move all the time.
 */
export function stripSignature(spans: readonly StripSpan[]): number {
  let sum = spans.length;
  for (const [index, span] of spans.entries()) {
    const start = index === 0 ? 0 : span.start;
    sum =
      (sum * 31 + start + severityRank(span.state) * 7 + span.provenance.length) % 0x1f_ffff_ffff;
  }
  return sum;
}

/** Milliseconds of each state inside the view, worst first; uncovered time up to `knownUntil` counts as unknown. */
export function stateTotals(
  spans: readonly StripSpan[],
  view: Span,
  knownUntil: number,
): readonly { state: MachineState; ms: number }[] {
  const end = Math.min(view.end, knownUntil);
  const totals = new Map<MachineState, number>();
  let covered = 0;
  for (const span of spans) {
    const ms = Math.min(span.end, end) - Math.max(span.start, view.start);
    if (ms <= 0) continue;
    covered += ms;
    totals.set(span.state, (totals.get(span.state) ?? 0) + ms);
  }
  const uncovered = Math.max(0, end - view.start - covered);
  if (uncovered > 0) totals.set("unknown", (totals.get("unknown") ?? 0) + uncovered);
  return [...totals]
    .map(([state, ms]) => ({ state, ms }))
    .sort((a, b) => severityRank(a.state) - severityRank(b.state));
}

/** The span that covers an instant; spans must be sorted by start. */
export function spanAt<T extends Span>(spans: readonly T[], at: number): T | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle]!;
    if (at < span.start) high = middle - 1;
    else if (at >= span.end) low = middle + 1;
    else return span;
  }
  return undefined;
}
