import { MessageSecurityMode, OPCUAClient, UserTokenType } from "node-opcua";
import type { EndpointDescription } from "node-opcua";
import { openCertificateStore } from "./certificate-store.ts";
import { explainFailure } from "./connect-failure.ts";
import { thumbprintOf } from "./thumbprint.ts";
import { withTimeLimit } from "./time-limit.ts";

/** One way into a server, as it offers it. */
export interface OfferedEndpoint {
  readonly url: string;
  readonly mode: "None" | "Sign" | "SignAndEncrypt" | "Invalid";
  /** Last part of the policy URI, e.g. `Basic256Sha256`. */
  readonly policy: string;
  readonly tokens: readonly ("anonymous" | "user_name" | "certificate" | "issued" | "invalid")[];
  /** SHA-1 of the server's certificate in hex; null when it shows none. */
  readonly thumbprint: string | null;
  readonly certificate: Buffer | null;
}

const tokenNames = {
  [UserTokenType.Anonymous]: "anonymous",
  [UserTokenType.UserName]: "user_name",
  [UserTokenType.Certificate]: "certificate",
  [UserTokenType.IssuedToken]: "issued",
  [UserTokenType.Invalid]: "invalid",
} as const;

const modeNames = {
  [MessageSecurityMode.None]: "None",
  [MessageSecurityMode.Sign]: "Sign",
  [MessageSecurityMode.SignAndEncrypt]: "SignAndEncrypt",
  [MessageSecurityMode.Invalid]: "Invalid",
} as const;

/** Asks a server what it offers (GetEndpoints, without security). Throws ConnectFailure. */
export async function discoverEndpoints(
  endpointUrl: string,
  pkiFolder: string,
  limitMs: number,
): Promise<readonly OfferedEndpoint[]> {
  const client = OPCUAClient.create({
    applicationName: "Unison",
    clientCertificateManager: openCertificateStore(pkiFolder),
    endpointMustExist: false,
    connectionStrategy: { maxRetry: 0 },
    transportTimeout: limitMs,
    defaultTransactionTimeout: limitMs,
  });
  try {
    await withTimeLimit(client.connect(endpointUrl), limitMs, "reaching the server");
    const endpoints = await withTimeLimit(
      client.getEndpoints({ endpointUrl }),
      limitMs,
      "asking for endpoints",
    );
    return endpoints.map(toOffer);
  } catch (error) {
    throw explainFailure(error, false);
  } finally {
    client.disconnect().catch(() => undefined);
  }
}

function toOffer(endpoint: EndpointDescription): OfferedEndpoint {
  const certificate = endpoint.serverCertificate?.length ? endpoint.serverCertificate : null;
  return {
    url: endpoint.endpointUrl ?? "",
    mode: modeNames[endpoint.securityMode],
    policy: endpoint.securityPolicyUri?.split("#")[1] ?? "",
    tokens: (endpoint.userIdentityTokens ?? []).map((policy) => tokenNames[policy.tokenType]),
    thumbprint: certificate ? thumbprintOf(certificate) : null,
    certificate,
  };
}
