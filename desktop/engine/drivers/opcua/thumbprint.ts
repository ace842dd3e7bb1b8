import { createHash } from "node:crypto";

/** SHA-1 thumbprint (lower-case hex) of a certificate, or of the first one in a chain of DER certificates. */
export function thumbprintOf(certificates: Buffer | readonly Buffer[]): string {
  const first = Array.isArray(certificates)
    ? (certificates[0] as Buffer)
    : (certificates as Buffer);
  return createHash("sha1").update(firstCertificate(first)).digest("hex");
}

/** The first DER element of a chain: tag 0x30, then the length in short or long form (X.690, 8.1.3). */
export function firstCertificate(chain: Buffer): Buffer {
  const second = chain[1];
  if (second === undefined || second < 0x80) return chain.subarray(0, 2 + (second ?? 0));
  const lengthBytes = second & 0x7f;
  return chain.subarray(0, 2 + lengthBytes + chain.readUIntBE(2, lengthBytes));
}
