import {
  InMemoryCertificateKeyPairProvider,
  InMemoryCertificateStore,
  OPCUAClient,
} from "node-opcua";
import type { OPCUAClientOptions } from "node-opcua";
import { ensureOwnCertificate, readOwnKeyPair } from "./own-certificate.ts";

/**
 * A client that signs with our certificate and accepts exactly one server certificate, or none (null: for asking what a
 * server offers). node-opcua's default accepts every unknown server, so no client of ours is made in another way.
 */
export async function createClient(
  pkiFolder: string,
  admitted: Buffer | null,
  options: OPCUAClientOptions,
): Promise<OPCUAClient> {
  await ensureOwnCertificate(pkiFolder);
  const { certificate, privateKeyPem, applicationUri } = readOwnKeyPair(pkiFolder);
  const store = new InMemoryCertificateStore({ autoAcceptUnknown: false });
  if (admitted !== null) await store.trustCertificate(admitted);
  return OPCUAClient.create({
    applicationName: "Unison",
    applicationUri,
    certificateKeyPairProvider: new InMemoryCertificateKeyPairProvider([certificate], {
      hidden: privateKeyPem,
    }),
    clientCertificateManager: store,
    endpointMustExist: false,
    keepSessionAlive: false,
    connectionStrategy: { maxRetry: 0 },
    ...options,
  });
}
