import type { LinkLossCause } from "#shared/machines/sample.ts";

/** Why a port or socket could not be opened, in words for the person who has to act. */
export class OpenFailure extends Error {
  readonly reason: LinkLossCause;
  readonly hint: string | null;

  constructor(reason: LinkLossCause, detail: string, hint: string | null = null) {
    super(detail);
    this.name = "OpenFailure";
    this.reason = reason;
    this.hint = hint;
  }
}

interface OpenRule {
  readonly pattern: RegExp;
  readonly reason: LinkLossCause;
  readonly detail: string;
  readonly hint: string;
}

/** First match wins. The texts on the left are Node's error codes. */
const rules: readonly OpenRule[] = [
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    reason: "unreachable",
    detail: "the host name is not known",
    hint: "check the address",
  },
  {
    pattern: /ECONNREFUSED/,
    reason: "unreachable",
    detail: "nothing answers on this port",
    hint: "check that the device is on, that Modbus/TCP is switched on in it, and the port (502)",
  },
  {
    pattern: /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ECONNRESET/,
    reason: "unreachable",
    detail: "no answer in time",
    hint: "check the network cable, the address and the firewall",
  },
];

/** Whatever opening a socket rejected with, as an OpenFailure. */
export function explainSocketError(error: unknown): OpenFailure {
  if (error instanceof OpenFailure) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const text = `${code} ${error instanceof Error ? error.message : String(error)}`.trim();
  const rule = rules.find(({ pattern }) => pattern.test(text));
  return rule
    ? new OpenFailure(rule.reason, rule.detail, rule.hint)
    : new OpenFailure("unreachable", text);
}
