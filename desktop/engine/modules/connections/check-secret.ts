import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import type { ConnectionSecret } from "#shared/connections/connection-rows.ts";
import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import { secretKindOf } from "#shared/connections/secret-kind.ts";
import { Refusal } from "#shared/kernel/refusal.ts";

interface Issue {
  readonly path: string;
  readonly message: string;
}

function tried<Value>(make: () => Value): Value | null {
  try {
    return make();
  } catch {
    return null;
  }
}

function certificateIssues({
  certificatePem,
  privateKeyPem,
}: Extract<ConnectionSecret, { kind: "user_certificate" }>): Issue[] {
  const certificate = tried(() => new X509Certificate(certificatePem));
  const key: KeyObject | null = tried(() => createPrivateKey(privateKeyPem));
  const issues = [
    ...(certificate === null
      ? [{ path: "secret.certificatePem", message: "must be a certificate in PEM form" }]
      : []),
    ...(key === null
      ? [
          {
            path: "secret.privateKeyPem",
            message: "must be an unencrypted private key in PEM form",
          },
        ]
      : []),
  ];
  if (certificate !== null && key !== null && !certificate.checkPrivateKey(key))
    issues.push({ path: "secret.privateKeyPem", message: "must be the key of the certificate" });
  return issues;
}

/** Refuses a secret that these settings do not use, or that cannot be used, as INVALID with field and rule. */
export function refuseUnusableSecret(settings: ConnectionSettings, secret: ConnectionSecret): void {
  const wanted = secretKindOf(settings);
  const issues =
    wanted !== secret.kind
      ? [{ path: "secret", message: wantedSecret(wanted) }]
      : secret.kind === "user_certificate"
        ? certificateIssues(secret)
        : [];
  if (issues.length > 0) throw new Refusal("INVALID", { issues });
}

function wantedSecret(kind: ConnectionSecret["kind"] | null): string {
  switch (kind) {
    case "password":
      return "must be a password, as the identity of the settings says";
    case "user_certificate":
      return "must be a certificate with its key, as the identity of the settings says";
    case null:
      return "must be left out: these settings sign in without one";
    default:
      return kind satisfies never;
  }
}
