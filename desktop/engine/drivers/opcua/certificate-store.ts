import { X509Certificate } from "node:crypto";
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ConnectFailure } from "./connect-failure.ts";
import { readCertificate } from "./read-certificate.ts";
import type { CertificateFacts } from "./read-certificate.ts";
import { firstCertificate, thumbprintOf } from "./thumbprint.ts";

/** A server's certificate as it lies in the store. */
export interface StoredCertificate extends CertificateFacts {
  readonly status: "trusted" | "rejected";
}

type Status = StoredCertificate["status"];

/** Folders as every OPC UA certificate store has them (Part 12, annex F), so that other tools may read and fill them. */
const folders = { trusted: join("trusted", "certs"), rejected: "rejected" } as const;
/** A server that makes a new certificate at each start must not fill the disk. */
const mostRejected = 200;

interface CertificateFile {
  readonly path: string;
  readonly facts: CertificateFacts;
}

/** Every server certificate that was trusted or rejected, whatever tool put it there. `now`: UTC milliseconds. */
export function listCertificates(pkiFolder: string, now: number): StoredCertificate[] {
  return (["rejected", "trusted"] as const).flatMap((status) =>
    filesOf(pkiFolder, status, now).map(({ facts }) => ({ ...facts, status })),
  );
}

/** From now on the certificate is trusted; null when the store does not know it. */
export const trust = (
  pkiFolder: string,
  thumbprint: string,
  now: number,
): StoredCertificate | null => move(pkiFolder, thumbprint, "trusted", now);

/** From the next channel on the certificate is refused; null when the store does not know it. */
export const distrust = (
  pkiFolder: string,
  thumbprint: string,
  now: number,
): StoredCertificate | null => move(pkiFolder, thumbprint, "rejected", now);

/** Removes a rejected certificate; false when there is none. It comes back when its server shows it again. */
export function forget(pkiFolder: string, thumbprint: string): boolean {
  const files = withThumbprint(filesOf(pkiFolder, "rejected", 0), thumbprint);
  for (const { path } of files) rmSync(path, { force: true });
  return files.length > 0;
}

/** A person has trusted exactly this certificate. */
export const isTrusted = (pkiFolder: string, thumbprint: string): boolean =>
  withThumbprint(filesOf(pkiFolder, "trusted", 0), thumbprint).length > 0;

/** Keeps a certificate for people to look at: it is not trusted. Does nothing when the store has it already. */
export function reject(pkiFolder: string, certificate: Buffer): void {
  const thumbprint = thumbprintOf(certificate);
  const rejected = filesOf(pkiFolder, "rejected", 0);
  if (isTrusted(pkiFolder, thumbprint) || withThumbprint(rejected, thumbprint).length > 0) return;
  put(pkiFolder, "rejected", certificate);
  const age = ({ path }: CertificateFile): number => statSync(path).mtimeMs;
  const surplus = rejected.length + 1 - mostRejected;
  for (const { path } of rejected
    .toSorted((a, b) => age(a) - age(b))
    .slice(0, Math.max(0, surplus)))
    rmSync(path, { force: true });
}

/**
 * Lets a server's certificate through that people have trusted: the one of `trustedThumbprint` when there is such a
 * setting, else any of the store. An unknown one is kept in `rejected/`. Returns the certificate without its chain.
 * Throws ConnectFailure `untrusted_certificate`, or `certificate_expired` for one outside its time. `now`: UTC milliseconds.
 */
export function admitServerCertificate(
  pkiFolder: string,
  chain: Buffer,
  trustedThumbprint: string | undefined,
  now: number,
): Buffer {
  const certificate = firstCertificate(chain);
  const thumbprint = thumbprintOf(certificate);
  const isAdmitted =
    trustedThumbprint === undefined
      ? isTrusted(pkiFolder, thumbprint)
      : thumbprint === trustedThumbprint;
  if (!isAdmitted) {
    reject(pkiFolder, certificate);
    const known = trustedThumbprint
      ? `this connection accepts only ${trustedThumbprint}`
      : "nobody has trusted it yet";
    throw new ConnectFailure(
      "untrusted_certificate",
      `the server shows certificate ${thumbprint}; ${known}`,
      "compare the thumbprint with the one shown on the server, then trust it here",
    );
  }
  refuseOutsideItsTime(certificate, now);
  return certificate;
}

function refuseOutsideItsTime(certificate: Buffer, now: number): void {
  const { thumbprint, validity, validFrom, validTo } = readCertificate(certificate, now);
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  if (validity === "expired")
    throw new ConnectFailure(
      "certificate_expired",
      `the server's certificate ${thumbprint} expired on ${day(validTo)}`,
      "renew the certificate on the server: an expired certificate cannot be accepted",
    );
  if (validity === "not_yet")
    throw new ConnectFailure(
      "certificate_expired",
      `the server's certificate ${thumbprint} is valid from ${day(validFrom)} only`,
      "check the clocks of the server and of this computer",
    );
}

function move(
  pkiFolder: string,
  thumbprint: string,
  to: Status,
  now: number,
): StoredCertificate | null {
  const from: Status = to === "trusted" ? "rejected" : "trusted";
  const there = withThumbprint(filesOf(pkiFolder, to, now), thumbprint)[0];
  const here = withThumbprint(filesOf(pkiFolder, from, now), thumbprint);
  const known = there ?? here[0];
  if (known === undefined) return null;
  if (there === undefined) put(pkiFolder, to, new X509Certificate(readFileSync(known.path)).raw);
  for (const { path } of here) rmSync(path, { force: true });
  return { ...known.facts, status: to };
}

function put(pkiFolder: string, status: Status, certificate: Buffer): void {
  const folder = join(pkiFolder, folders[status]);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${thumbprintOf(certificate)}.pem`);
  // Written aside first: a reader never sees half a certificate.
  writeFileSync(`${path}.new`, new X509Certificate(certificate).toString());
  renameSync(`${path}.new`, path);
}

const withThumbprint = (files: readonly CertificateFile[], thumbprint: string): CertificateFile[] =>
  files.filter(({ facts }) => facts.thumbprint === thumbprint);

function filesOf(pkiFolder: string, status: Status, now: number): CertificateFile[] {
  const folder = join(pkiFolder, folders[status]);
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    try {
      return [{ path, facts: readCertificate(readFileSync(path), now) }];
    } catch {
      // Not a certificate, or gone meanwhile: nothing that could be trusted.
      return [];
    }
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /\.(pem|der|crt|cer)$/i.test(name));
  } catch {
    return [];
  }
}
