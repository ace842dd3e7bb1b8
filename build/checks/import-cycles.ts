import type { Import } from "./parsed-source.ts";

/**
 * Circles of files that import each other, each as the files on it in order; found with Tarjan's strongly connected
 * components. Type-only imports do not count: they vanish before the program runs.
 */
export function importCycles(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, target, isTypeOnly } of imports) {
    if (target === null || isTypeOnly) continue;
    next.set(from, [...(next.get(from) ?? []), target]);
  }
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[][] = [];

  function visit(file: string): number {
    const index = order.size;
    order.set(file, index);
    lowest.set(file, index);
    open.push(file);
    for (const target of next.get(file) ?? []) {
      const seen = order.get(target);
      const reach = seen === undefined ? visit(target) : open.includes(target) ? seen : index;
      lowest.set(file, Math.min(lowest.get(file)!, reach));
    }
    if (lowest.get(file) === index) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1 || next.get(file)?.includes(file)) cycles.push(circle.toSorted());
    }
    return lowest.get(file)!;
  }
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return cycles;
}
