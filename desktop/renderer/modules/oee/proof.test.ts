import { describe, expect, test } from "vitest";
import { kpiPolicy } from "#shared/oee/kpi-policy.ts";
import { kpiCodes, type KpiReport } from "#shared/oee/kpi-report.ts";
import { kpisOf } from "#shared/oee/kpis.ts";
import type { OeeProof, ProofCount, ProofSpan } from "#shared/oee/oee-proof.ts";
import { timeClasses, type TimeClass } from "#shared/oee/time-model.ts";
import { cycleGroups, proofTerms } from "./proof-terms.ts";
import { recheckProof } from "#shared/oee/recheck-proof.ts";

const minute = 60_000;
const policy = kpiPolicy.parse({});

/** Golden vector V1 of the KPI reference: 600 pieces of half a minute, 30 rejects, in 450 planned minutes. */
const lengths: [TimeClass, number][] = [
  ["apt", 340],
  ["aust", 40],
  ["adet_minor", 20],
  ["adet_down", 35],
  ["adot", 15],
  ["planned_down", 30],
];

function vectorOne(): Pick<OeeProof, "spans" | "counts"> {
  let at = 0;
  const spans = lengths.map(([timeClass, minutes]): ProofSpan => {
    const start = at;
    at += minutes * minute;
    return {
      start,
      end: at,
      timeClass,
      state: "running",
      cause: null,
      reasonName: null,
      provenance: "measured",
      productCode: "P-1",
      shiftName: "Early",
      breakName: null,
      wholeMs: at - start,
    };
  });
  const count = (start: number, total: number, reject: number): ProofCount => ({
    start,
    end: start + minute,
    timeClass: "apt",
    productCode: "P-1",
    total,
    good: total - reject,
    reject,
    provenance: "measured",
    cycleUs: 60_000_000,
    cavities: 2,
  });
  return { spans, counts: [count(0, 400, 10), count(minute, 200, 20)] };
}

const empty = { value: 0 };
const draft: OeeProof = {
  machineCode: "M-1",
  machineName: "Machine 1",
  ...vectorOne(),
  report: {
    range: { from: 0, to: 480 * minute },
    now: 480 * minute,
    figures: Object.fromEntries(kpiCodes.map((code) => [code, empty])) as KpiReport["figures"],
    coverage: 1,
    flags: [],
    time: Object.fromEntries(timeClasses.map((name) => [name, 0])) as KpiReport["time"],
    provenance: { measured: 0, reconstructed: 0, back_read: 0, typed: 0, unknown: 0 },
    pieces: { total: 600, good: 570, reject: 30, unplanned: 0, suspect: 0 },
    missingCycles: [],
    policy,
    definitionHash: "",
  },
  balance: { plannedMs: 450 * minute, accountedMs: 450 * minute, remainderMs: 0 },
};

/** The proof as the engine would give it, with figures changed on purpose. */
function proofOf(change: Partial<KpiReport["figures"]> = {}): OeeProof {
  const { figures } = kpisOf(recheckProof(draft).sums, policy);
  return { ...draft, report: { ...draft.report, figures: { ...figures, ...change } } };
}

describe("a proof computed again in the page", () => {
  test("gives the same digits", () => {
    const proof = proofOf();
    expect(recheckProof(proof).differing).toEqual([]);
    expect(proof.report.figures.oee.value).toBeCloseTo(0.633333, 6);
  });

  test("names every figure that its rows do not give", () => {
    expect(recheckProof(proofOf({ oee: { value: 0.64 } })).differing).toEqual(["oee"]);
  });
});

describe("the numbers in the formulas", () => {
  test("are those of the rows", () => {
    const { sums } = recheckProof(proofOf());
    expect(proofTerms(sums, policy)).toEqual({
      runMs: 340 * minute,
      minorInRunMs: 0,
      plannedMs: 450 * minute,
      unknownMs: 0,
      knownMs: 450 * minute,
      idealTotalMs: 300 * minute,
      idealGoodMs: 285 * minute,
    });
  });

  test("minor stops move into run time with Six Big Losses", () => {
    const { sums } = recheckProof(proofOf());
    expect(proofTerms(sums, { ...policy, minorStops: "six-big-losses" })).toMatchObject({
      runMs: 360 * minute,
      minorInRunMs: 20 * minute,
    });
  });

  test("pieces are grouped by product and ideal cycle; unplanned ones are left out", () => {
    const { counts } = vectorOne();
    const groups = cycleGroups([
      ...counts,
      { ...counts[0]!, timeClass: "planned_down" },
      { ...counts[0]!, cycleUs: null, cavities: null, total: 7, good: 7 },
    ]);
    expect(groups).toEqual([
      {
        productCode: "P-1",
        cycleUs: 60_000_000,
        cavities: 2,
        total: 600,
        good: 570,
        idealTotalMs: 300 * minute,
        idealGoodMs: 285 * minute,
      },
      {
        productCode: "P-1",
        cycleUs: null,
        cavities: null,
        total: 7,
        good: 7,
        idealTotalMs: null,
        idealGoodMs: null,
      },
    ]);
  });
});
