import { z } from "zod";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { oeeProof } from "./oee-proof.ts";

/** A proof that travels: everything to make its figures again without the plant, and what tells that nobody changed it. */
export const proofFile = z
  .object({
    format: z.literal("unison-proof/1"),
    /** Version of the program that wrote it. */
    app: z.string(),
    madeAt: z.int(),
    /** Figures as they were known at this instant; null = when the file was made. */
    knownAt: z.int().nullable(),
    /** Canonical text of the KPI definition, whose SHA-256 stands in the report. */
    definition: z.string(),
    proof: oeeProof,
    /** SHA-256 (hex) of the canonical JSON of all of the above. */
    digest: z.string(),
  })
  .strict();
export type ProofFile = z.infer<typeof proofFile>;

/** The text that a proof file's digest is taken of. */
export const digestedText = (file: ProofFile): string =>
  canonicalJson({ ...file, digest: undefined });

/** The file as it is written: canonical, one line. */
export const proofFileText = (file: ProofFile): string => `${canonicalJson(file)}\n`;

/** `FILL-1-20261122T0500Z-20261122T1300Z-proof`. */
export function proofFileName(
  machineCode: string,
  { from, to }: { readonly from: number; readonly to: number },
): string {
  const compact = (at: number) =>
    `${new Date(at).toISOString().replaceAll(/[-:]/g, "").slice(0, 13)}Z`;
  return `${machineCode}-${compact(from)}-${compact(to)}-proof`;
}
