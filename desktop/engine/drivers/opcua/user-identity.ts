import { X509Certificate } from "node:crypto";
import { UserTokenType } from "node-opcua";
import type { UserIdentityInfo } from "node-opcua";
import type { ConnectionSecret } from "#shared/connections/connection-rows.ts";
import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import { ConnectFailure } from "./connect-failure.ts";
import { readCertificate } from "./read-certificate.ts";

/**
 * Who we say we are. node-opcua encrypts a password by the token policy of the server, on channels without security too.
 * Throws ConnectFailure `wrong_login` when the secret is missing or unusable, `certificate_expired` for an old user
 * certificate. `now`: UTC milliseconds.
 */
export function userIdentity(
  identity: OpcuaSettings["identity"],
  secret: ConnectionSecret | null,
  now: number,
): UserIdentityInfo {
  switch (identity.type) {
    case "anonymous":
      return { type: UserTokenType.Anonymous };
    case "user":
      if (secret?.kind !== "password")
        throw new ConnectFailure("wrong_login", "no password is stored", "give the password");
      return {
        type: UserTokenType.UserName,
        userName: identity.userName,
        password: secret.password,
      };
    case "certificate":
      if (secret?.kind !== "user_certificate")
        throw new ConnectFailure(
          "wrong_login",
          "no user certificate is stored",
          "give certificate and private key",
        );
      return {
        type: UserTokenType.Certificate,
        certificateData: userCertificate(secret.certificatePem, now),
        privateKey: secret.privateKeyPem,
      };
    default:
      return identity satisfies never;
  }
}

function userCertificate(pem: string, now: number): Buffer {
  const facts = readOrNull(pem, now);
  if (facts === null)
    throw new ConnectFailure(
      "wrong_login",
      "the user certificate cannot be read",
      "give the certificate in PEM form",
    );
  if (facts.validity === "expired")
    throw new ConnectFailure(
      "certificate_expired",
      `the user certificate ${facts.thumbprint} expired on ${new Date(facts.validTo).toISOString().slice(0, 10)}`,
      "give a new user certificate",
    );
  return new X509Certificate(pem).raw;
}

function readOrNull(pem: string, now: number): ReturnType<typeof readCertificate> | null {
  try {
    return readCertificate(pem, now);
  } catch {
    return null;
  }
}
