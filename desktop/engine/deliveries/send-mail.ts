import { createTransport } from "nodemailer";
import { z } from "zod";
import { mailHtml, mailText, type AlertMessage } from "#shared/alerts/alert-message.ts";
import type { MailSettings } from "#shared/alerts/mail-settings.ts";
import type { AttemptResult } from "#shared/alerts/retry-delivery.ts";

const connectMs = 10_000;
const silenceMs = 20_000;

/** What nodemailer says of a failure. */
const smtpError = z.object({
  code: z.string().optional(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
  message: z.string(),
});

export interface Mail {
  readonly settings: MailSettings;
  readonly password: string | null;
  readonly to: string;
  readonly message: AlertMessage;
  /** Becomes the Message-ID, so that a mail sent again is known as the same one. */
  readonly id: string;
}

/** Sends one mail on a connection of its own. Encryption is required unless the settings say `none`. */
export async function sendMail({
  settings,
  password,
  to,
  message,
  id,
}: Mail): Promise<AttemptResult & { readonly code?: string }> {
  const { host, port, security, username, from, caPem } = settings;
  const transport = createTransport({
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    tls: { minVersion: "TLSv1.2", ...(caPem === null ? {} : { ca: caPem }) },
    ...(username === null ? {} : { auth: { user: username, pass: password ?? "" } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to,
      subject: message.subject,
      text: mailText(message),
      html: mailHtml(message),
      messageId: `<${id}@${from.slice(from.indexOf("@") + 1)}>`,
    });
    return { is: "sent" };
  } catch (error) {
    return failureOf(error);
  } finally {
    transport.close();
  }
}

function failureOf(error: unknown): AttemptResult & { readonly code?: string } {
  const parsed = smtpError.safeParse(error);
  const {
    code = "",
    command = "",
    responseCode,
    message,
  } = parsed.success ? parsed.data : { message: String(error) };
  const detail = message.slice(0, 300);
  // An answer of the server is a clear no; 4xx ones are temporary (RFC 5321 4.2.1).
  if (responseCode !== undefined && responseCode >= 500 && code !== "EAUTH")
    return { is: "refused", detail, code };
  // Cut off after the mail was handed over: nobody knows whether the server took it.
  if (responseCode === undefined && command === "DATA") return { is: "unsure", detail, code };
  return { is: "failed", detail, code };
}

/** What a person can do about a mail that did not go out; a key of the texts. Null = nothing beyond what the server said. */
export function mailHint(code: string, detail: string): string | null {
  if (code === "EAUTH") return "hints.password";
  if (/self.signed|unable to (?:verify|get)|certificate|altname/i.test(detail))
    return "hints.certificate";
  if (code === "ETLS" || /wrong version number|starttls|greeting/i.test(detail))
    return "hints.security";
  if (code === "EDNS" || /ENOTFOUND|EAI_AGAIN/.test(detail)) return "hints.host";
  if (code === "ECONNECTION" || code === "ESOCKET" || code === "ETIMEDOUT") return "hints.reach";
  if (code === "EENVELOPE") return "hints.address";
  return null;
}
