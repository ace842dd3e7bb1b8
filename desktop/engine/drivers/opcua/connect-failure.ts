import type { LinkLossCause } from "#shared/machines/sample.ts";

/** Why a connection could not be opened, in words for the person who has to act. */
export class ConnectFailure extends Error {
  readonly reason: LinkLossCause;
  readonly hint: string | null;
  /** Asking again quickly could lock the account, or keeps a server busy that has no place. */
  readonly asksSlowly: boolean;

  constructor(
    reason: LinkLossCause,
    detail: string,
    hint: string | null = null,
    more: FailureContext = {},
  ) {
    super(detail, { cause: more.cause });
    this.name = "ConnectFailure";
    this.reason = reason;
    this.hint = hint;
    this.asksSlowly = more.asksSlowly ?? false;
  }
}

interface FailureContext {
  readonly cause?: unknown;
  readonly asksSlowly?: boolean;
}

interface FailureRule {
  readonly pattern: RegExp;
  readonly reason: LinkLossCause;
  readonly detail: string;
  readonly hint: string | null;
  readonly asksSlowly?: boolean;
  /** Only on secured channels; without security the same text is a server that is starting or stopping. */
  readonly onlySecured?: boolean;
}

/** First match wins. The texts on the left are those of node-opcua 2.186 and of OPC UA status codes. */
const rules: readonly FailureRule[] = [
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    reason: "unreachable",
    detail: "the host name is not known",
    hint: "check the address",
  },
  {
    pattern: /ECONNREFUSED|cannot be established/,
    reason: "unreachable",
    detail: "nothing answers on this port",
    hint: "check that the server runs and that the port is right",
  },
  {
    pattern: /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|time limit/i,
    reason: "unreachable",
    detail: "no answer in time",
    hint: "check the network, the address and the firewall",
  },
  {
    pattern:
      /BadUserAccessDenied|BadIdentityTokenRejected|BadIdentityTokenInvalid|BadUserSignatureInvalid/,
    reason: "wrong_login",
    detail: "the server refused the sign-in",
    hint: "check user name and password",
    asksSlowly: true,
  },
  {
    pattern: /ANONYMOUS user token/i,
    reason: "refused",
    detail: "the server does not allow anonymous sessions",
    hint: "give a user name and password",
  },
  {
    pattern: /USERNAME user token/i,
    reason: "refused",
    detail: "the server does not offer sign-in with user name and password",
    hint: "choose another sign-in or another security policy",
  },
  {
    pattern: /user token policy/i,
    reason: "refused",
    detail: "the server does not offer sign-in with a certificate",
    hint: "choose another sign-in or another security policy",
  },
  {
    pattern: /BadCertificateTimeInvalid|BadCertificateIssuerTimeInvalid/,
    reason: "certificate_expired",
    detail: "the server finds our certificate expired or not yet valid",
    hint: "compare the clocks, or renew our certificate and trust it on the server",
  },
  {
    pattern: /BadTooManySessions|BadMaxConnectionsReached/,
    reason: "refused",
    detail: "the server has no free session",
    hint: "close other clients or wait until their sessions time out",
    asksSlowly: true,
  },
  {
    pattern: /BadCertificateUriInvalid/,
    reason: "refused",
    detail: "the server does not accept the application URI in our certificate",
    hint: "renew our certificate and trust it on the server",
  },
  {
    pattern:
      /cannot find endpoint|Cannot find an Endpoint|BadSecurityPolicyRejected|BadSecurityModeRejected/i,
    reason: "refused",
    detail: "the server does not offer this security mode and policy",
    hint: "choose a mode and policy the server offers",
  },
  {
    pattern:
      /rejected by server|BadSecurityChecksFailed|BadCertificate|BadApplicationSignatureInvalid/,
    reason: "own_certificate_refused",
    detail: "the server closed the secure connection",
    hint: "trust our certificate on the server",
    onlySecured: true,
  },
];

/** What is known of the connection that failed. */
export interface FailedAccess {
  readonly isSecured: boolean;
  /** Of our own certificate; null before there is one. */
  readonly ownThumbprint: string | null;
}

/** What an error of the OPC UA stack means. Unknown errors keep their own text and count as unreachable. */
export function explainFailure(
  error: unknown,
  { isSecured, ownThumbprint }: FailedAccess,
): ConnectFailure {
  if (error instanceof ConnectFailure) return error;
  const text = error instanceof Error ? error.message : String(error);
  const rule = rules.find(
    ({ pattern, onlySecured }) => pattern.test(text) && (isSecured || !onlySecured),
  );
  if (!rule) return new ConnectFailure("unreachable", shortened(text), null, { cause: error });
  const { reason, detail, hint, asksSlowly = false } = rule;
  const namesOurs = reason === "own_certificate_refused" && ownThumbprint !== null;
  return new ConnectFailure(
    reason,
    `${detail} (${shortened(text)})${namesOurs ? `; our certificate is ${ownThumbprint}` : ""}`,
    namesOurs ? `${hint} (thumbprint ${ownThumbprint})` : hint,
    { cause: error, asksSlowly },
  );
}

const shortened = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 200);
