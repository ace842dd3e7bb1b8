import type { ComparedShift, ShiftGroup } from "#shared/shifts/shifts.contract.ts";

export interface MatrixColumn {
  readonly key: string;
  readonly patternId: string;
  readonly patternCode: string;
  readonly code: string;
  readonly name: string;
}

export interface MatrixDay {
  readonly date: string;
  /** One per column; null where the day has no such shift. */
  readonly cells: readonly (ComparedShift | null)[];
  /** All shifts of the day added up. */
  readonly sum: ShiftGroup | null;
}

/** Shifts as days × shifts: days newest first, shifts by their first start of a day, pattern by pattern. */
export function shiftMatrix(
  rows: readonly ComparedShift[],
  byDay: readonly ShiftGroup[],
): { columns: MatrixColumn[]; days: MatrixDay[] } {
  const keyOf = ({ shift }: ComparedShift) => `${shift.patternId} ${shift.code}`;
  const columns = new Map<string, MatrixColumn>();
  const cells = new Map<string, ComparedShift>();
  for (const row of rows.toReversed()) {
    const { patternId, patternCode, code, name, businessDate } = row.shift;
    const key = keyOf(row);
    columns.set(key, { key, patternId, patternCode, code, name });
    cells.set(`${businessDate} ${key}`, row);
  }
  const sorted = [...columns.values()].sort((a, b) => inBusinessOrder(a, b, rows));
  const dates = [...new Set(rows.map(({ shift }) => shift.businessDate))].sort().reverse();
  return {
    columns: sorted,
    days: dates.map((date) => ({
      date,
      cells: sorted.map(({ key }) => cells.get(`${date} ${key}`) ?? null),
      sum: byDay.find((group) => group.key === date) ?? null,
    })),
  };
}

/** By pattern, then as the shifts follow each other on a business date: a night comes after the late shift. */
function inBusinessOrder(a: MatrixColumn, b: MatrixColumn, rows: readonly ComparedShift[]): number {
  if (a.patternCode !== b.patternCode) return a.patternCode < b.patternCode ? -1 : 1;
  for (const first of rows) {
    if (first.shift.patternId !== a.patternId || first.shift.code !== a.code) continue;
    const second = rows.find(
      ({ shift }) =>
        shift.patternId === b.patternId &&
        shift.code === b.code &&
        shift.businessDate === first.shift.businessDate,
    );
    if (second !== undefined) return first.shift.start - second.shift.start;
  }
  return a.name < b.name ? -1 : 1;
}
