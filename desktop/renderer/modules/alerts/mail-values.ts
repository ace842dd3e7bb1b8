import type { MailSettings } from "#shared/alerts/mail-settings.ts";

/** Mail settings as their form has them. */
export interface MailValues {
  host: string;
  port: number;
  security: MailSettings["security"];
  /** Empty = no sign-in. */
  username: string;
  /** Empty = as it is. */
  password: string;
  from: string;
  /** Empty = the well-known issuers. */
  caPem: string;
}

export const usualPorts: Readonly<Record<MailSettings["security"], number>> = {
  tls: 465,
  starttls: 587,
  none: 25,
};

export const mailValues = (settings: MailSettings | null): MailValues => ({
  host: settings?.host ?? "",
  port: settings?.port ?? usualPorts.starttls,
  security: settings?.security ?? "starttls",
  username: settings?.username ?? "",
  password: "",
  from: settings?.from ?? "",
  caPem: settings?.caPem ?? "",
});

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

export const mailOfValues = ({
  host,
  port,
  security,
  username,
  from,
  caPem,
}: MailValues): MailSettings => ({
  host: host.trim(),
  port,
  security,
  username: orNull(username),
  from: from.trim(),
  caPem: security === "none" ? null : orNull(caPem),
});
