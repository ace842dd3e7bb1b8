import { readFileSync } from "node:fs";
import { join } from "node:path";
import { X509Certificate } from "node:crypto";
import { OPCUACertificateManager } from "node-opcua";
import { ConnectFailure } from "./connect-failure.ts";
import { firstCertificate, thumbprintOf } from "./thumbprint.ts";

/**
 * The certificate folder of the plant. It accepts nothing by itself: node-opcua's default manager accepts every unknown
 * server, so no client of ours is ever made without this one.
 */
export function openCertificateStore(pkiFolder: string): OPCUACertificateManager {
  return new OPCUACertificateManager({
    rootFolder: pkiFolder,
    automaticallyAcceptUnknownCertificate: false,
    disableFileWatchers: true,
  });
}

/** Where node-opcua keeps the certificate it makes for us once. */
export const ownCertificateFile = (pkiFolder: string): string =>
  join(pkiFolder, "own", "certs", "client_certificate.pem");

/** Thumbprint of our own certificate as a server's administrator sees it; null before the first connection. */
export function ownThumbprint(pkiFolder: string): string | null {
  try {
    const certificate = new X509Certificate(readFileSync(ownCertificateFile(pkiFolder)));
    return thumbprintOf(certificate.raw);
  } catch {
    return null;
  }
}

/**
 * Lets exactly the certificate through that a person has trusted for this connection.
 * Throws ConnectFailure `untrusted_certificate` for any other one, and for one that is expired or otherwise invalid.
 */
export async function admitServerCertificate(
  store: OPCUACertificateManager,
  chain: Buffer,
  trustedThumbprint: string | undefined,
): Promise<void> {
  const certificate = firstCertificate(chain);
  const thumbprint = thumbprintOf(certificate);
  if (thumbprint !== trustedThumbprint) {
    const known = trustedThumbprint ? `trusted is ${trustedThumbprint}` : "none is trusted yet";
    throw new ConnectFailure(
      "untrusted_certificate",
      `the server shows certificate ${thumbprint}; ${known}`,
      "compare the thumbprint with the one shown on the server, then trust it here",
    );
  }
  await store.initialize();
  await store.trustCertificate(certificate);
  const status = await store.checkCertificate(certificate);
  if (status.value >>> 30 === 2) {
    throw new ConnectFailure(
      "untrusted_certificate",
      `the server's certificate ${thumbprint} is trusted but not valid: ${status.name}`,
      status.name === "BadCertificateTimeInvalid"
        ? "renew the certificate on the server, or check the clocks; an expired certificate cannot be accepted"
        : null,
    );
  }
}
