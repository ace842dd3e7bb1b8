import { MessageSecurityMode, UserTokenType } from "node-opcua";
import type { EndpointDescription } from "node-opcua";
import { opcuaPolicies } from "#shared/connections/opcua-settings.ts";
import { isTrusted, reject } from "./certificate-store.ts";
import { explainFailure } from "./connect-failure.ts";
import { createClient } from "./create-client.ts";
import { readCertificate } from "./read-certificate.ts";
import { firstCertificate, thumbprintOf } from "./thumbprint.ts";
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
  readonly subject: string | null;
  /** UTC milliseconds. */
  readonly validTo: number | null;
  /** People have trusted the certificate. */
  readonly isTrusted: boolean;
  /** We can use it: a policy and mode this program supports. */
  readonly isSupported: boolean;
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
  const client = await createClient(pkiFolder, null, {
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
    const offers = endpoints.map((endpoint) => toOffer(endpoint, pkiFolder));
    // Kept for people to look at, so that they can trust it by its thumbprint before anything connects.
    for (const { mode, certificate } of offers)
      if (mode !== "None" && certificate !== null) reject(pkiFolder, certificate);
    return offers;
  } catch (error) {
    throw explainFailure(error, { isSecured: false, ownThumbprint: null });
  } finally {
    client.disconnect().catch(() => undefined);
  }
}

function toOffer(endpoint: EndpointDescription, pkiFolder: string): OfferedEndpoint {
  const chain = endpoint.serverCertificate;
  const certificate = chain?.length ? firstCertificate(chain) : null;
  const thumbprint = certificate && thumbprintOf(certificate);
  const mode = modeNames[endpoint.securityMode];
  const policy = endpoint.securityPolicyUri?.split("#")[1] ?? "";
  return {
    url: endpoint.endpointUrl ?? "",
    mode,
    policy,
    tokens: (endpoint.userIdentityTokens ?? []).map((token) => tokenNames[token.tokenType]),
    thumbprint,
    certificate,
    ...shown(certificate),
    isTrusted: thumbprint !== null && isTrusted(pkiFolder, thumbprint),
    isSupported: mode === "None" ? policy === "None" : supported.has(policy),
  };
}

const supported: ReadonlySet<string> = new Set(opcuaPolicies);

function shown(certificate: Buffer | null): Pick<OfferedEndpoint, "subject" | "validTo"> {
  try {
    const facts = certificate && readCertificate(certificate, 0);
    return { subject: facts?.subject ?? null, validTo: facts?.validTo ?? null };
  } catch {
    return { subject: null, validTo: null };
  }
}
