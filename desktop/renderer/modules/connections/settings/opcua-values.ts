import type { ConnectionRow, ConnectionSecret } from "#shared/connections/connection-rows.ts";
import { connectionSecret } from "#shared/connections/connection-rows.ts";
import { opcuaSettings, type OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import { lastWord, readSettings, type SettingsReading } from "./settings-reading.ts";

type Security = OpcuaSettings["security"];

/** An OPC UA server as its form holds it: every way to sign in side by side, so that a choice loses nothing typed. */
export interface OpcuaValues {
  readonly driver: "opcua";
  readonly endpoint: string;
  readonly mode: Security["mode"];
  readonly policy: Security["policy"];
  readonly trustedThumbprint: string;
  readonly identity: OpcuaSettings["identity"]["type"];
  readonly userName: string;
  readonly password: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** The way to sign in whose secret lies stored; nothing of it ever comes back. */
  readonly stored: "user" | "certificate" | null;
  readonly removesSecret: boolean;
  readonly profile: OpcuaSettings["profile"];
  readonly publishingMs: number | string;
  readonly bridgeSeconds: number | string;
  readonly readsHistory: boolean;
}

/** The policy proposed when security is switched on: offered by nearly every server. */
const usualPolicy = "Basic256Sha256";

export const newOpcua: OpcuaValues = {
  driver: "opcua",
  endpoint: "opc.tcp://",
  mode: "None",
  policy: "None",
  trustedThumbprint: "",
  identity: "anonymous",
  userName: "",
  password: "",
  certificatePem: "",
  privateKeyPem: "",
  stored: null,
  removesSecret: false,
  profile: "generic",
  publishingMs: 500,
  bridgeSeconds: 60,
  readsHistory: true,
};

export function opcuaValues(settings: OpcuaSettings, row: ConnectionRow): OpcuaValues {
  const { endpoint, security, identity, profile, publishingMs, bridgeSeconds, readsHistory } =
    settings;
  return {
    ...newOpcua,
    endpoint,
    mode: security.mode,
    policy: security.policy,
    trustedThumbprint: security.trustedThumbprint ?? "",
    identity: identity.type,
    userName: identity.type === "user" ? identity.userName : "",
    stored: row.hasSecret && identity.type !== "anonymous" ? identity.type : null,
    profile,
    publishingMs,
    bridgeSeconds,
    readsHistory,
  };
}

/** Security mode and policy go together: none with none. */
export function withMode(
  values: Pick<OpcuaValues, "policy">,
  mode: Security["mode"],
): Pick<OpcuaValues, "mode" | "policy"> {
  if (mode === "None") return { mode, policy: "None" };
  return { mode, policy: values.policy === "None" ? usualPolicy : values.policy };
}

export function readOpcua(values: OpcuaValues): SettingsReading<OpcuaSettings> {
  const reading = readSettings(
    opcuaSettings,
    {
      driver: "opcua",
      endpoint: values.endpoint.trim(),
      security: {
        mode: values.mode,
        policy: values.policy,
        ...(values.trustedThumbprint !== "" &&
          values.mode !== "None" && { trustedThumbprint: values.trustedThumbprint }),
      },
      identity:
        values.identity === "user"
          ? { type: "user", userName: values.userName }
          : { type: values.identity },
      profile: values.profile,
      publishingMs: values.publishingMs,
      bridgeSeconds: values.bridgeSeconds,
      readsHistory: values.readsHistory,
    },
    lastWord,
  );
  const missing = secretIssues(values);
  if (Object.keys(missing).length === 0) return reading;
  return { ok: false, issues: reading.ok ? missing : { ...missing, ...reading.issues } };
}

const keeps = (values: OpcuaValues): boolean =>
  values.stored === values.identity && !values.removesSecret;

function secretIssues(values: OpcuaValues): Readonly<Record<string, string>> {
  if (values.identity !== "certificate") return {};
  const isEmpty = values.certificatePem === "" && values.privateKeyPem === "";
  if (isEmpty && keeps(values)) return {};
  const parsed = connectionSecret.safeParse({
    kind: "user_certificate",
    certificatePem: values.certificatePem,
    privateKeyPem: values.privateKeyPem,
  });
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.toReversed().map((issue) => [String(issue.path.at(-1)), issue.message]),
  );
}

/** The secret to send: undefined = as it is stored, null = taken away. */
export function opcuaSecret(values: OpcuaValues): ConnectionSecret | null | undefined {
  switch (values.identity) {
    case "anonymous":
      return values.stored === null ? undefined : null;
    case "user":
      if (values.password !== "") return { kind: "password", password: values.password };
      return keeps(values) ? undefined : null;
    case "certificate":
      if (values.certificatePem === "") return keeps(values) ? undefined : null;
      return {
        kind: "user_certificate",
        certificatePem: values.certificatePem,
        privateKeyPem: values.privateKeyPem,
      };
    default:
      return values.identity satisfies never;
  }
}
