import type { MatrixCell } from "#shared/runs/changeover-matrix.ts";

export interface MachineMatrix {
  readonly machineId: string;
  readonly machineCode: string;
  /** Products in order; null = an order without a product. */
  readonly codes: readonly (string | null)[];
  /** Longest median of the machine, milliseconds: the full tint. */
  readonly longestMs: number;
  readonly cellAt: (from: string | null, to: string | null) => MatrixCell | undefined;
}

/** Cells as one square table per machine. */
export function machineMatrices(cells: readonly MatrixCell[]): MachineMatrix[] {
  return [...Map.groupBy(cells, ({ machineId }) => machineId).values()].map((own) => {
    const codes = [...new Set(own.flatMap(({ fromCode, toCode }) => [fromCode, toCode]))].toSorted(
      (a, b) => (a ?? "").localeCompare(b ?? "", "en", { numeric: true }),
    );
    return {
      machineId: own[0]!.machineId,
      machineCode: own[0]!.machineCode,
      codes,
      longestMs: Math.max(0, ...own.map(({ whole }) => whole?.medianMs ?? 0)),
      cellAt: (from, to) => own.find((cell) => cell.fromCode === from && cell.toCode === to),
    };
  });
}
