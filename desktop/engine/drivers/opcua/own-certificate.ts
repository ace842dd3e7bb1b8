import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { OPCUACertificateManager } from "node-opcua";
import { readCertificate } from "./read-certificate.ts";
import type { CertificateFacts } from "./read-certificate.ts";

/** The certificate by which servers know us, with its public part for their trust lists. */
export interface OwnCertificate extends CertificateFacts {
  readonly applicationUri: string;
  readonly pem: string;
  readonly derBase64: string;
}

/** What a client signs with. */
export interface OwnKeyPair {
  readonly certificate: Buffer;
  readonly privateKeyPem: string;
  /** As in the certificate: a server refuses a client that says another one. */
  readonly applicationUri: string;
}

const dayMs = 86_400_000;
const validityDays = 10 * 365;

const certificateFile = (pkiFolder: string): string =>
  join(pkiFolder, "own", "certs", "client_certificate.pem");
const keyFile = (pkiFolder: string): string => join(pkiFolder, "own", "private", "private_key.pem");

/** Our certificate; made now when there is none yet. Throws when the folder cannot be written. `now`: UTC milliseconds. */
export async function ownCertificate(pkiFolder: string, now: number): Promise<OwnCertificate> {
  await ensureOwnCertificate(pkiFolder);
  return readOwn(pkiFolder, now);
}

/** A new key and certificate with the same application URI; every server must trust it anew. Channels that are open stay open. */
export async function renewOwnCertificate(pkiFolder: string, now: number): Promise<OwnCertificate> {
  const uri = existsSync(certificateFile(pkiFolder))
    ? readOwn(pkiFolder, now).applicationUri
    : newApplicationUri();
  await createPair(pkiFolder, uri, () => true);
  return readOwn(pkiFolder, now);
}

/** Makes key and certificate unless both are there: done once at the first start, since it takes a second. */
export async function ensureOwnCertificate(pkiFolder: string): Promise<void> {
  if (hasPair(pkiFolder)) return;
  await createPair(pkiFolder, newApplicationUri(), () => !hasPair(pkiFolder));
}

const hasPair = (pkiFolder: string): boolean =>
  existsSync(certificateFile(pkiFolder)) && existsSync(keyFile(pkiFolder));

/** Throws when there is none. */
export function readOwnKeyPair(pkiFolder: string): OwnKeyPair {
  const pem = readFileSync(certificateFile(pkiFolder), "utf8");
  const { applicationUri } = readCertificate(pem, 0);
  return {
    certificate: new X509Certificate(pem).raw,
    privateKeyPem: readFileSync(keyFile(pkiFolder), "utf8"),
    applicationUri: applicationUri ?? newApplicationUri(),
  };
}

/** Thumbprint of our certificate as a server's administrator sees it; null before there is one. */
export function ownThumbprint(pkiFolder: string): string | null {
  try {
    return readCertificate(readFileSync(certificateFile(pkiFolder)), 0).thumbprint;
  } catch {
    return null;
  }
}

function readOwn(pkiFolder: string, now: number): OwnCertificate {
  const pem = readFileSync(certificateFile(pkiFolder), "utf8");
  const facts = readCertificate(pem, now);
  const derBase64 = new X509Certificate(pem).raw.toString("base64");
  return { ...facts, applicationUri: facts.applicationUri ?? newApplicationUri(), pem, derBase64 };
}

/** Chosen once; afterwards the certificate says it, so that a renamed computer stays known to its servers. */
const newApplicationUri = (): string => `urn:${hostname()}:Unison`;

/** Made beside the store and moved in whole, so that a connection that opens meanwhile finds the old pair or the new one. */
async function createPair(
  pkiFolder: string,
  applicationUri: string,
  isStillWanted: () => boolean,
): Promise<void> {
  mkdirSync(pkiFolder, { recursive: true });
  const folder = mkdtempSync(join(pkiFolder, "own-new-"));
  const store = new OPCUACertificateManager({
    rootFolder: folder,
    keySize: 2048,
    disableFileWatchers: true,
  });
  try {
    await store.initialize();
    await store.createSelfSignedCertificate({
      applicationUri,
      dns: [hostname()],
      outputFile: certificateFile(folder),
      subject: `/CN=Unison/O=Unison/DC=${hostname()}`,
      // A server whose clock is slow must not find it not valid yet.
      startDate: new Date(Date.now() - dayMs),
      validity: validityDays,
    });
    if (!isStillWanted()) return;
    mkdirSync(join(pkiFolder, "own", "certs"), { recursive: true });
    mkdirSync(join(pkiFolder, "own", "private"), { recursive: true, mode: 0o700 });
    renameSync(keyFile(folder), keyFile(pkiFolder));
    renameSync(certificateFile(folder), certificateFile(pkiFolder));
  } finally {
    await store.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}
