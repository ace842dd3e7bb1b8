import { overlaps, type Span } from "../kernel/span.ts";
import type { ClassOrigin } from "./stop-row.ts";

/** What was said of a stretch of standstill, and who said it first. */
export interface Said {
  readonly reasonId: string | null;
  readonly origin: Exclude<ClassOrigin, "machine">;
  readonly ruleId: string | null;
  readonly note: string;
  readonly actorId: string | null;
  readonly actorName: string;
}

/** A stretch with what is said of it. `end` of an open one is where its stop ends as far as known, perhaps Infinity. */
export interface SaidSpan extends Span {
  /** Has no end of its own: it reaches to the end of the stop. */
  readonly isOpen: boolean;
  readonly said: Said;
}

/** A class that holds. */
export interface HeldClass extends SaidSpan {
  readonly id: string;
}

/** What an edit does to the rows: none is changed, some stop holding, some are added. */
export interface ClassChange {
  readonly supersede: readonly string[];
  readonly add: readonly SaidSpan[];
}

/**
 * Says something of stretches of standstill. Classes that held there give way; what they said of the time outside the
 * stretches goes on holding.
 *
 * @param held classes of one machine, apart from each other; those that touch no wish are left alone
 * @param wishes of the same machine, sorted, apart from each other
 */
export function changeClasses(
  held: readonly HeldClass[],
  wishes: readonly SaidSpan[],
): ClassChange {
  const touched = held.filter((row) => wishes.some((wish) => overlaps(row, wish)));
  const rest = touched.flatMap((row) => outside(row, wishes));
  return {
    supersede: touched.map(({ id }) => id),
    add: [...rest, ...wishes].toSorted((a, b) => a.start - b.start),
  };
}

/** The parts of a class that no wish speaks of. */
function outside({ start, end, isOpen, said }: HeldClass, wishes: readonly Span[]): SaidSpan[] {
  const parts: SaidSpan[] = [];
  let at = start;
  for (const wish of wishes) {
    if (wish.end <= at || wish.start >= end) continue;
    if (wish.start > at) parts.push({ start: at, end: wish.start, isOpen: false, said });
    at = Math.min(wish.end, end);
  }
  if (at < end) parts.push({ start: at, end, isOpen, said });
  return parts;
}

/**
 * Takes an edit back: what it wrote stops holding, what it ended holds again as new rows. Null = something was said of
 * that time since, so there is no way back past it.
 *
 * @param held every class of the machine that touches the time of the edit
 * @param written ids of the rows the edit wrote
 * @param ended the rows it ended
 */
export function takeBack(
  held: readonly HeldClass[],
  written: readonly string[],
  ended: readonly HeldClass[],
): ClassChange | null {
  const own = new Set(written);
  const holding = new Set(held.map(({ id }) => id));
  if (written.some((id) => !holding.has(id))) return null;
  const others = held.filter(({ id }) => !own.has(id));
  if (ended.some((row) => others.some((other) => overlaps(row, other)))) return null;
  return {
    supersede: [...written],
    add: ended
      .map(({ start, end, isOpen, said }) => ({ start, end, isOpen, said }))
      .toSorted((a, b) => a.start - b.start),
  };
}
