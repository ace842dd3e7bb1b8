import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import {
  connectionSettings,
  type ConnectionSettings,
  type DriverKind,
  type OpcuaSettings,
} from "#shared/connections/connection-settings.ts";

type Security = OpcuaSettings["security"];

/** A connection as its form holds it: the fields of every driver side by side, so that a choice loses nothing typed. */
export interface ConnectionValues {
  readonly code: string;
  readonly name: string;
  readonly driver: DriverKind;
  readonly endpoint: string;
  readonly mode: Security["mode"];
  readonly policy: Security["policy"];
  readonly trustedThumbprint: string;
  readonly publishingMs: number | string;
  readonly seed: number | string;
  readonly cycleMs: number | string;
}

/** The policy proposed when security is switched on: offered by nearly every server. */
const usualPolicy = "Basic256Sha256";

export const newConnection: ConnectionValues = {
  code: "",
  name: "",
  driver: "opcua",
  endpoint: "opc.tcp://",
  mode: "None",
  policy: "None",
  trustedThumbprint: "",
  publishingMs: 500,
  seed: 1,
  cycleMs: 2_000,
};

export function connectionValues(row: ConnectionRow): ConnectionValues {
  const { code, name, settings } = row;
  const base = { ...newConnection, code, name, driver: settings.driver };
  if (settings.driver === "simulated")
    return { ...base, seed: settings.seed, cycleMs: settings.cycleMs };
  const { mode, policy, trustedThumbprint = "" } = settings.security;
  return {
    ...base,
    endpoint: settings.endpoint,
    mode,
    policy,
    trustedThumbprint,
    publishingMs: settings.publishingMs,
  };
}

/** Security mode and policy go together: none with none. */
export function withMode(values: ConnectionValues, mode: Security["mode"]): ConnectionValues {
  if (mode === "None") return { ...values, mode, policy: "None" };
  return { ...values, mode, policy: values.policy === "None" ? usualPolicy : values.policy };
}

export type SettingsReading =
  | { readonly ok: true; readonly settings: ConnectionSettings }
  /** Field of the form → rule that is broken. */
  | { readonly ok: false; readonly issues: Readonly<Record<string, string>> };

/** The settings of the chosen driver, checked by the contract's own schema. */
export function readSettings(values: ConnectionValues): SettingsReading {
  const parsed = connectionSettings.safeParse(draftSettings(values));
  if (parsed.success) return { ok: true, settings: parsed.data };
  const issues = parsed.error.issues.map(
    (issue) => [formField(issue.path.join(".")), issue.message] as const,
  );
  return { ok: false, issues: Object.fromEntries(issues.toReversed()) };
}

function draftSettings(values: ConnectionValues): unknown {
  switch (values.driver) {
    case "opcua":
      return {
        driver: "opcua",
        endpoint: values.endpoint.trim(),
        security: {
          mode: values.mode,
          policy: values.policy,
          ...(values.trustedThumbprint !== "" &&
            values.mode !== "None" && { trustedThumbprint: values.trustedThumbprint }),
        },
        publishingMs: values.publishingMs,
      };
    case "simulated":
      return { driver: "simulated", seed: values.seed, cycleMs: values.cycleMs };
    default:
      return values.driver satisfies never;
  }
}

/** The form's field for a path of the contract, e.g. `settings.security.policy` → `policy`. */
export const formField = (path: string): string =>
  path.replace(/^settings\.?/, "").replace(/^security\./, "");
