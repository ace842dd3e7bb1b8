import { X509Certificate } from "node:crypto";
import { thumbprintOf } from "./thumbprint.ts";

/** How a certificate stands in time: `soon` = less than 60 days left. */
export type Validity = "not_yet" | "valid" | "soon" | "expired";

/** What people need to know of a certificate. Instants are UTC milliseconds. */
export interface CertificateFacts {
  /** SHA-1, 40 lower-case hex digits. */
  readonly thumbprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** The URI in the subject's alternative names; null when there is none. */
  readonly applicationUri: string | null;
  readonly validFrom: number;
  readonly validTo: number;
  readonly validity: Validity;
}

const dayMs = 86_400_000;
const soonMs = 60 * dayMs;

/** `now`: UTC milliseconds. */
export function validityAt(validFrom: number, validTo: number, now: number): Validity {
  if (now < validFrom) return "not_yet";
  if (now >= validTo) return "expired";
  return validTo - now < soonMs ? "soon" : "valid";
}

/** Reads a certificate, DER or PEM. Throws when it is none. `now`: UTC milliseconds. */
export function readCertificate(certificate: Buffer | string, now: number): CertificateFacts {
  const read = new X509Certificate(certificate);
  const validFrom = Date.parse(read.validFrom);
  const validTo = Date.parse(read.validTo);
  return {
    thumbprint: thumbprintOf(read.raw),
    subject: oneLine(read.subject),
    issuer: oneLine(read.issuer),
    applicationUri: applicationUriOf(read.subjectAltName),
    validFrom,
    validTo,
    validity: validityAt(validFrom, validTo, now),
  };
}

/** OpenSSL writes one part of a name per line, the widest first; people look for the common name. */
const oneLine = (name: string): string => name.split("\n").toReversed().join(", ");

function applicationUriOf(names: string | undefined): string | null {
  const found = /(?:^|, )URI:("(?:[^"\\]|\\.)*"|[^,]*)/.exec(names ?? "")?.[1];
  if (found === undefined) return null;
  return found.startsWith('"') ? String(JSON.parse(found)) : found;
}
