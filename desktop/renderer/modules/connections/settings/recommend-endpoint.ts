import type { OfferedEndpointRow } from "#shared/connections/connection-rows.ts";
import { opcuaPolicies, type OpcuaSettings } from "#shared/connections/opcua-settings.ts";

type Policy = OpcuaSettings["security"]["policy"];

const modeRank = { Invalid: -1, None: 0, Sign: 1, SignAndEncrypt: 2 } as const;

/** By key length and padding, OPC UA Part 7: the strongest last. */
const policyRank = [
  "None",
  "Aes128_Sha256_RsaOaep",
  "Basic256Sha256",
  "Aes256_Sha256_RsaPss",
] as const satisfies readonly Policy[];

const strength = (endpoint: OfferedEndpointRow): number =>
  modeRank[endpoint.mode] * 10 + policyRank.findIndex((policy) => policy === endpoint.policy);

/** The endpoints of a server, the strongest that this program can use first; those it cannot use last. */
export const byStrength = (
  endpoints: readonly OfferedEndpointRow[],
): readonly OfferedEndpointRow[] =>
  endpoints.toSorted(
    (a, b) => Number(b.isSupported) - Number(a.isSupported) || strength(b) - strength(a),
  );

/** The strongest way in that this program can use; null when there is none. */
export const recommendedEndpoint = (
  endpoints: readonly OfferedEndpointRow[],
): OfferedEndpointRow | null => byStrength(endpoints).find((one) => one.isSupported) ?? null;

/** Mode and policy as the settings take them; null when they cannot be used here. */
export function securityOf(
  endpoint: OfferedEndpointRow,
): Pick<OpcuaSettings["security"], "mode" | "policy"> | null {
  const policy = [...opcuaPolicies, "None" as const].find((known) => known === endpoint.policy);
  if (!endpoint.isSupported || endpoint.mode === "Invalid" || policy === undefined) return null;
  return { mode: endpoint.mode, policy };
}

/** How to sign in there: as before where that is offered, else anonymous, user, certificate, in this order. */
export function identityFor(
  endpoint: OfferedEndpointRow,
  current: OpcuaSettings["identity"]["type"],
): OpcuaSettings["identity"]["type"] {
  const offered = identityTypes.filter((type) => offers(endpoint, type));
  return offered.includes(current) ? current : (offered[0] ?? current);
}

export const identityTypes = [
  "anonymous",
  "user",
  "certificate",
] as const satisfies readonly OpcuaSettings["identity"]["type"][];

/** Whether an endpoint lets one sign in this way. */
export const offers = (
  endpoint: Pick<OfferedEndpointRow, "tokens">,
  type: OpcuaSettings["identity"]["type"],
): boolean => endpoint.tokens.includes(type === "user" ? "user_name" : type);
