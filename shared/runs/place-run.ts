import { Refusal, type RefusalData } from "../kernel/refusal.ts";

/** The time of a stored run; `end` null = open. */
export interface RunTime {
  readonly id: string;
  readonly productCode: string | null;
  readonly orderNo: string | null;
  readonly start: number;
  readonly end: number | null;
}

/** What is asked for; `id` null = a run that does not exist yet. */
export type WantedRun = Omit<RunTime, "id"> & { readonly id: string | null };

/** How a run is named in a refusal: product and order. */
const labelOf = ({ productCode, orderNo }: WantedRun): string =>
  [productCode, orderNo].filter((part) => part !== null).join(" ") || "–";

const rowOf = (run: WantedRun): RefusalData["OVERLAP"]["rows"][number] => ({
  id: run.id,
  label: labelOf(run),
  start: run.start,
  end: run.end,
});

/**
 * One run per machine and instant.
 * @param others runs of the same machine
 * @throws Refusal OVERLAP with the wanted run and the first of the others that has some of its time
 */
export function refuseOverlap(wanted: WantedRun, others: readonly RunTime[]): void {
  const other = others.find(
    ({ id, start, end }) =>
      id !== wanted.id && start < (wanted.end ?? Infinity) && (end ?? Infinity) > wanted.start,
  );
  if (other !== undefined)
    throw new Refusal("OVERLAP", { entity: "run", rows: [rowOf(wanted), rowOf(other)] });
}

/**
 * What becomes of the runs of a machine when one is started at an instant: the run that is open then ends, or is replaced
 * when it began at that very instant.
 *
 * @param others runs of the machine that are open or reach beyond `at`
 * @throws Refusal OVERLAP when an ended run has the instant, or another one begins after it
 */
export function placeStart(
  wanted: WantedRun,
  others: readonly RunTime[],
): { readonly ends: RunTime | null; readonly replaces: RunTime | null } {
  const open = others.find(({ start, end }) => end === null && start <= wanted.start) ?? null;
  refuseOverlap(
    wanted,
    others.filter((other) => other !== open),
  );
  if (open === null) return { ends: null, replaces: null };
  return open.start === wanted.start
    ? { ends: null, replaces: open }
    : { ends: open, replaces: null };
}

const invalid = (path: string, message: string): Refusal =>
  new Refusal("INVALID", { issues: [{ path, message }] });

/** @throws Refusal INVALID for a run that ends before it starts, or that lies in the future */
export function refuseBadBounds(
  { start, end }: { readonly start: number; readonly end: number | null },
  now: number,
): void {
  if (start > now) throw invalid("start", "must not lie in the future");
  if (end === null) return;
  if (end <= start) throw invalid("end", "must be after the start");
  if (end > now) throw invalid("end", "must not lie in the future");
}
