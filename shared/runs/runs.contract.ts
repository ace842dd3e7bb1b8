import { z } from "zod";
import { recordCode } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { instant, range } from "../kernel/instant.ts";
import { basedOn, commandInput, listOutput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";
import { figure } from "../oee/figure.ts";
import { changeoverRow } from "./changeover.ts";
import { matrixCell } from "./changeover-matrix.ts";
import { runSource } from "./run-source.ts";

const machineId = idOf<"machine">();
const orderNo = z.string().trim().min(1).max(60);

const pieces = { total: z.int(), good: z.int(), reject: z.int() };

/** One product of a combined run with its share of pieces and of the machine's time; the shares add to the run. */
export const runItem = z.object({
  productCode: z.string().nullable(),
  productName: z.string().nullable(),
  orderNo: z.string().nullable(),
  piecesPerCycle: z.int(),
  ...pieces,
  /** Σ PRI·PQ in milliseconds; null = no ideal cycle. */
  standardMs: z.number().nullable(),
  /** Its share of the run's elapsed time by standard time. Milliseconds. */
  machineMs: z.int(),
});
export type RunItem = z.infer<typeof runItem>;

export const runRow = z.object({
  id: z.string(),
  machineId: z.string(),
  machineCode: z.string(),
  machineName: z.string(),
  productCode: z.string().nullable(),
  productName: z.string().nullable(),
  orderNo: z.string().nullable(),
  start: z.int(),
  end: z.int().nullable(),
  source: runSource,
  /** Name of the person; null = the machine told it. */
  startedBy: z.string().nullable(),
  /** Good pieces it aims at. */
  target: z.int().nullable(),
  /** Active cavities that differ from the ideal cycle's. */
  cavities: z.int().nullable(),
  /** Rises with each change of the run: what `runs.correct` is based on. */
  version: z.int(),
  /** When it became known. */
  recordedAt: z.int(),
  /** Pieces of the whole run, also those made outside planned time. */
  ...pieces,
  /** Σ PRI·PQ in milliseconds; null = some piece has no ideal cycle. */
  standardMs: z.number().nullable(),
  /** Good pieces over target. */
  attainment: figure,
  /** Empty unless it is a combined run. */
  items: z.array(runItem),
});
export type RunRow = z.infer<typeof runRow>;

/** What a combined run makes of each product. The first item leads: boards name the run after it. */
export const runItemInput = z.object({
  productCode: recordCode,
  orderNo: orderNo.nullable().default(null),
  piecesPerCycle: z.int().min(1).max(1_000),
});
export type RunItemInput = z.infer<typeof runItemInput>;

const made = {
  productCode: recordCode.nullable(),
  orderNo: orderNo.nullable(),
  target: z.int().min(1).max(1_000_000_000).nullable(),
  /** Of a combined run: said = all items are made in one cycle of so many pieces; null = their cycles add up. */
  cavities: z.int().min(1).max(1_000).nullable(),
  /** Two or more: a combined run, whose product and order are those of the first. */
  items: z.array(runItemInput).min(2).max(20).nullable(),
};

/** What a scanned or typed text stands for. Absent parts were not in it. */
export const scanProposal = z.object({
  text: z.string(),
  orderNo: z.string().nullable(),
  product: z.object({ code: z.string(), name: z.string() }).nullable(),
  target: z.int().nullable(),
  cavities: z.int().nullable(),
  /** How the product was found; null = it was not. */
  foundBy: z.enum(["product_code", "gtin", "earlier_order"]).nullable(),
  /** A GTIN with a right check digit for which no product is on file. */
  unknownGtin: z.string().nullable(),
});
export type ScanProposal = z.infer<typeof scanProposal>;

/** ISO 22400-2 figures of an order over all machines that ran it. Milliseconds and pieces. */
export const orderReport = z.object({
  orderNo: z.string(),
  start: z.int(),
  /** Null while a run of it is open. */
  end: z.int().nullable(),
  /** AOET: end (or now) − start. */
  executionMs: z.int(),
  /** AUBT: production, set-up and delay time under the order. */
  busyMs: z.int(),
  /** APT. */
  productionMs: z.int(),
  /** Time of its runs of which nothing is known; in neither. */
  unknownMs: z.int(),
  ...pieces,
  rework: z.int().nullable(),
  target: z.int().nullable(),
  allocationRatio: figure,
  productionProcessRatio: figure,
  /** Pieces per hour. */
  throughputRate: figure,
  scrapRatio: figure,
  reworkRatio: figure,
  attainment: figure,
  runs: z.array(runRow),
});
export type OrderReport = z.infer<typeof orderReport>;

const machineIds = z.array(machineId).max(500).default([]);

export const runsContract = {
  /** Runs that touch the range, or every run; what runs now with `onlyOpen`. */
  list: query("machine:read", { heavy: true })
    .input(
      z
        .object({
          /** Words of the machine, the product, the order or the person. */
          search: z.string().trim().max(200).default(""),
          range: range.optional(),
          /** Empty = all. */
          machineIds,
          productCode: z.string().max(40).optional(),
          orderNo: z.string().max(60).optional(),
          source: runSource.optional(),
          onlyOpen: z.boolean().default(false),
          sortBy: z.enum(["start", "machineCode", "productCode", "orderNo"]).default("start"),
          sortDirection: z.enum(["asc", "desc"]).default("desc"),
          offset: z.int().min(0).default(0),
          limit: z.int().min(1).max(5_000).default(100),
        })
        .prefault({}),
    )
    .output(listOutput(runRow)),
  /**
   * What a machine makes from `at` on (null = now). Ends the run that is open then. Refused with OVERLAP when another run
   * began after `at`, with NOT_NOW when the machine reports its product itself, INVALID for a future instant.
   */
  start: command("run:set")
    .input(
      commandInput({
        machineId,
        productCode: made.productCode.default(null),
        orderNo: made.orderNo.default(null),
        target: made.target.default(null),
        cavities: made.cavities.default(null),
        items: made.items.default(null),
        at: instant.nullable().default(null),
        source: runSource.exclude(["signal"]).default("person"),
      }),
    )
    .output(z.object({ id: z.string() })),
  /** Ends the machine's open run at `at` (null = now). NOT_NOW when none is open. */
  end: command("run:set")
    .input(commandInput({ machineId, at: instant.nullable().default(null) }))
    .output(z.object({ id: z.string() })),
  /**
   * Corrects a run, also one of the past; its figures are computed again. Refused with STALE when it was changed since,
   * with OVERLAP and both rows when another run has some of the time.
   */
  correct: command("run:set")
    .input(
      commandInput({
        id: idOf<"run">(),
        basedOn,
        productCode: made.productCode.optional(),
        orderNo: made.orderNo.optional(),
        target: made.target.optional(),
        cavities: made.cavities.optional(),
        items: made.items.optional(),
        start: instant.optional(),
        end: instant.nullable().optional(),
      }),
    )
    .output(z.object({ id: z.string() })),
  /** Looks up what a scanned text may mean; nothing is started. */
  scan: query("machine:read")
    .input(z.object({ text: z.string().trim().min(1).max(200) }))
    .output(scanProposal),
  /** The changes of product or order told in the range, newest first. */
  changeovers: query("machine:read", { heavy: true })
    .input(
      z.object({
        range,
        machineIds,
        kind: z.enum(["product", "order"]).optional(),
        limit: z.int().min(1).max(1_000).default(200),
      }),
    )
    .output(listOutput(changeoverRow)),
  /** What was learned of changes from product to product in the range. */
  matrix: query("machine:read", { heavy: true })
    .input(z.object({ range, machineIds }))
    .output(z.object({ rows: z.array(matrixCell) })),
  order: query("machine:read", { heavy: true }).input(z.object({ orderNo })).output(orderReport),
};
