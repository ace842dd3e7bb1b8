import { createHash } from "node:crypto";
import type { OeeProof } from "#shared/oee/oee-proof.ts";
import { digestedText, type ProofFile } from "#shared/oee/proof-file.ts";

/** SHA-256 (hex) over everything in the file but the digest itself. */
export const digestOf = (file: ProofFile): string =>
  createHash("sha256").update(digestedText(file)).digest("hex");

/** Puts a proof into a file of its own, sealed by its digest. */
export function makeProofFile(parts: {
  readonly app: string;
  readonly madeAt: number;
  readonly knownAt: number | null;
  readonly definition: string;
  readonly proof: OeeProof;
}): ProofFile {
  const file: ProofFile = { format: "unison-proof/1", ...parts, digest: "" };
  return { ...file, digest: digestOf(file) };
}
