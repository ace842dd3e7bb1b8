import { z } from "zod";
import { mailAddress } from "./alert-channels.ts";

/** How mail leaves the plant. The password lies in the vault. */
export const mailSettings = z.object({
  /** Name or address of the SMTP server. */
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9._:-]{1,253}$/, { error: "must be a host name or IP address" }),
  port: z.int().min(1).max(65_535),
  /** `tls`: from the first byte (465); `starttls`: required before anything else is said (587); `none`: in the clear. */
  security: z.enum(["tls", "starttls", "none"]),
  /** Null = the server asks for no sign-in. */
  username: z.string().trim().min(1).max(200).nullable(),
  from: mailAddress,
  /** Certificate of the server's issuer, when it is the plant's own; null = the well-known issuers. */
  caPem: z.string().trim().max(20_000).nullable(),
});
export type MailSettings = z.infer<typeof mailSettings>;
