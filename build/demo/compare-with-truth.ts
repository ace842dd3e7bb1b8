import { openReadOnly } from "#desktop/engine/database/open-database.ts";
import { asReader } from "#desktop/engine/database/reader.ts";
import { oeeProof } from "#desktop/engine/modules/oee/reports.ts";
import { lengthOf, type Span } from "#shared/kernel/span.ts";
import type { PlantConfigDocument } from "#shared/plant/plant-config.ts";
import type { AcceleratedPlant } from "./accelerated-plant.ts";
import { truthSums, type TruthSums } from "./truth-kpis.ts";

export interface Factors {
  readonly availability: number | null;
  readonly effectiveness: number | null;
  readonly quality: number | null;
  readonly oee: number | null;
}

export interface Comparison {
  readonly machine: string;
  readonly ours: Factors;
  readonly truth: Factors;
  /** Largest difference of the four, in percentage points; null where one of the two knows no figure. */
  readonly worstPoints: number | null;
  /** Time we say nobody could know, and time in which the link truly was down. Milliseconds. */
  readonly unknownMs: number;
  readonly linkLostMs: number;
  /** Planned minutes that the proof does not account for: 0. */
  readonly remainderMs: number;
  readonly pieces: { readonly ours: number; readonly truth: number };
}

type ConfiguredMachine = NonNullable<PlantConfigDocument["machines"]>[number];

/** The same formulas once more from the truth: APT / PBT, Σ PRI·PQ / APT, Σ PRI·GQ / Σ PRI·PQ. */
function trueFactors(machine: ConfiguredMachine, sums: TruthSums, span: Span): Factors {
  const planned = sums.stateMs.planned + sums.stateMs.maintenance;
  const pbt = lengthOf(span) - planned;
  const apt = sums.stateMs.running;
  const msPerPiece = (product: string | null): number => {
    const cycle = (machine.idealCycles ?? []).find((row) => row.product === product);
    return cycle === undefined ? Number.NaN : (cycle.cycleSeconds * 1_000) / (cycle.cavities ?? 1);
  };
  const made = sums.products.filter((row) => row.total > 0);
  const idealTotal = made.reduce((sum, row) => sum + msPerPiece(row.product) * row.total, 0);
  const idealGood = made.reduce(
    (sum, row) => sum + msPerPiece(row.product) * (row.total - row.reject),
    0,
  );
  const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    availability: ratio(apt, pbt),
    effectiveness: ratio(idealTotal, apt),
    quality: ratio(idealGood, idealTotal),
    oee: ratio(idealGood, pbt),
  };
}

const codes = ["availability", "effectiveness", "quality", "oee"] as const;

function worst(ours: Factors, truth: Factors): number | null {
  const differences = codes.map((code) => {
    const [a, b] = [ours[code], truth[code]];
    return a === null || b === null ? null : Math.abs(a - b) * 100;
  });
  return differences.includes(null) ? null : Math.max(...(differences as number[]));
}

/** Sets the engine's figures of every machine beside the truth for one span. The engine may be running or stopped. */
export async function compareWithTruth(plant: AcceleratedPlant, span: Span): Promise<Comparison[]> {
  const raw = openReadOnly(plant.data);
  try {
    const reader = asReader(raw);
    const records = plant.truth();
    const comparisons: Comparison[] = [];
    for (const machine of plant.config.machines ?? []) {
      const row = await reader
        .selectFrom("machine")
        .select("id")
        .where("code", "=", machine.code)
        .executeTakeFirstOrThrow();
      const proof = await oeeProof(reader, {
        machineId: row.id,
        range: { from: span.start, to: span.end },
      });
      const { figures } = proof.report;
      const ours = {
        availability: figures.availability.value,
        effectiveness: figures.effectiveness.value,
        quality: figures.quality.value,
        oee: figures.oee.value,
      };
      const sums = truthSums(records, machine.code, span);
      const truth = trueFactors(machine, sums, span);
      comparisons.push({
        machine: machine.code,
        ours,
        truth,
        worstPoints: worst(ours, truth),
        unknownMs: proof.report.time.unknown,
        linkLostMs: sums.linkLostMs,
        remainderMs: proof.balance.remainderMs,
        pieces: { ours: proof.report.pieces.total, truth: sums.total },
      });
    }
    return comparisons;
  } finally {
    raw.close();
  }
}
