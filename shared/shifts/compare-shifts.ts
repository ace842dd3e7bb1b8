import { byText } from "../oee/flatten.ts";
import type { KpiPolicy } from "../oee/kpi-policy.ts";
import { figuresOfParts, isLowShift, type ShiftPart } from "./shift-figures.ts";
import type { ShiftFigures } from "./shift-performance.ts";
import type {
  ComparedShift,
  PlannedShiftRow,
  ShiftGroup,
  ShiftPerformanceRow,
} from "./shifts.contract.ts";

/** A shift with what each of the machines asked for did in it. */
export interface WorkedShift {
  readonly shift: PlannedShiftRow;
  readonly parts: readonly ShiftPart[];
  /** Good pieces aimed at by these machines; null = no target. */
  readonly pieces: number | null;
}

export interface ShiftComparison {
  readonly rows: ComparedShift[];
  readonly byShift: ShiftGroup[];
  readonly byDay: ShiftGroup[];
  readonly byCrew: ShiftGroup[];
}

/** A shift of all machines asked for as a row. `now` = up to where facts are known. */
export function performanceRow(
  worked: WorkedShift,
  policy: KpiPolicy,
  now: number,
): ShiftPerformanceRow {
  const figures = figuresOfParts(worked.parts, worked.pieces, policy);
  return {
    shift: worked.shift,
    machine: null,
    ...figures,
    isLow: isLowShift(figures, worked.shift.end > now),
  };
}

/** Shifts beside each other: each against the sum of its like, and the sums by shift, day and crew. */
export function compareShifts(
  worked: readonly WorkedShift[],
  policy: KpiPolicy,
  now: number,
): ShiftComparison {
  const grouped = (keyOf: (one: WorkedShift) => Key | null) => groupsOf(worked, keyOf, policy);
  const byShift = grouped(({ shift }) => ({
    key: shift.code,
    name: shift.name,
    patternId: shift.patternId,
    patternCode: shift.patternCode,
  }));
  const byDay = grouped(({ shift }) => ({
    key: shift.businessDate,
    name: shift.businessDate,
    ...ofAllPatterns,
  }));
  const byCrew = grouped(({ shift }) =>
    shift.crew === null ? null : { key: shift.crew, name: shift.crew, ...ofAllPatterns },
  );
  const rows = worked.map((one) => performanceRow(one, policy, now));
  return {
    rows: rows.map((row) => {
      const own = byShift.find(
        ({ key, patternId }) => key === row.shift.code && patternId === row.shift.patternId,
      );
      const day = byDay.find(({ key }) => key === row.shift.businessDate);
      return {
        ...row,
        fromOwnAverage: difference(row, own),
        fromDay: difference(row, day),
        isLowestOfDay: isLowest(
          row,
          rows.filter((other) => other.shift.businessDate === row.shift.businessDate),
        ),
      };
    }),
    byShift: byShift.sort(byName),
    byDay: byDay.sort((a, b) => (a.key < b.key ? -1 : 1)),
    byCrew: byCrew.sort(byName),
  };
}

interface Key {
  readonly key: string;
  readonly name: string;
  readonly patternId: string | null;
  readonly patternCode: string | null;
}

const ofAllPatterns = { patternId: null, patternCode: null };

function groupsOf(
  worked: readonly WorkedShift[],
  keyOf: (one: WorkedShift) => Key | null,
  policy: KpiPolicy,
): ShiftGroup[] {
  const groups = new Map<string, { head: Key; members: WorkedShift[] }>();
  for (const one of worked) {
    const head = keyOf(one);
    if (head === null) continue;
    const id = `${head.patternId ?? ""} ${head.key}`;
    const group = groups.get(id) ?? { head, members: [] };
    group.members.push(one);
    groups.set(id, group);
  }
  return [...groups.values()].map(({ head, members }) => ({
    ...head,
    shifts: members.length,
    ...figuresOfParts(
      members.flatMap((one) => one.parts),
      piecesOf(members),
      policy,
    ),
  }));
}

/** What all of them aim at together; null where one has no target. */
function piecesOf(members: readonly WorkedShift[]): number | null {
  let sum = 0;
  for (const { pieces } of members) {
    if (pieces === null) return null;
    sum += pieces;
  }
  return sum;
}

const oeeOf = (row: Pick<ShiftFigures, "figures"> | undefined): number | null =>
  row?.figures.oee.value ?? null;

function difference(
  row: Pick<ShiftFigures, "figures">,
  like: Pick<ShiftFigures, "figures"> | undefined,
): number | null {
  const [own, other] = [oeeOf(row), oeeOf(like)];
  return own === null || other === null ? null : own - other;
}

function isLowest(row: ShiftPerformanceRow, ofDay: readonly ShiftPerformanceRow[]): boolean {
  const own = oeeOf(row);
  const known = ofDay.flatMap((other) => oeeOf(other) ?? []);
  return own !== null && known.length > 1 && own === Math.min(...known);
}

const byName = (a: ShiftGroup, b: ShiftGroup): number =>
  byText(a.patternCode ?? "", b.patternCode ?? "") || byText(a.name, b.name);
