import { z } from "zod";
import { timeClass } from "./figure.ts";
import { fractionFromText, fractionText } from "./fraction.ts";
import type { OeeSums } from "./oee-sums.ts";
import { provenance } from "#shared/machines/machine-state.ts";

const pieces = z.object({ total: z.int(), reject: z.int() });

/** Sums as JSON keeps them: standard times are exact fractions of microseconds in text, such as `"270000000/1"`. */
export const printedSums = z
  .object({
    time: z.record(timeClass, z.int()),
    knownBy: z.record(z.union([provenance, z.literal("unknown")]), z.int()),
    pieces,
    rework: z.int().nullable(),
    unknownPieces: pieces,
    unplannedPieces: pieces,
    idealTotalUs: fractionFromText,
    idealGoodUs: fractionFromText,
    missingIdeal: z.array(pieces.extend({ productId: z.string().nullable() })),
    preliminary: z.boolean(),
  })
  .strict();
export type PrintedSums = z.input<typeof printedSums>;

/** Sums for JSON: to be stored, sent, shown in a proof. */
export const printSums = (sums: OeeSums): PrintedSums => ({
  ...sums,
  missingIdeal: [...sums.missingIdeal],
  idealTotalUs: fractionText(sums.idealTotalUs),
  idealGoodUs: fractionText(sums.idealGoodUs),
});

/** Reads what `printSums` made. @throws ZodError when it is something else */
export const readSums = (printed: unknown): OeeSums => printedSums.parse(printed);
