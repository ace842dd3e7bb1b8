import { z } from "zod";
import { commandInput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";

const thumbprint = z
  .string()
  .regex(/^[0-9a-f]{40}$/, { error: "must be 40 lower-case hex digits" });

/** How a certificate stands in time: `soon` = less than 60 days left. */
const validity = z.enum(["not_yet", "valid", "soon", "expired"]);

/** A certificate that an OPC UA server has shown us. Instants are UTC milliseconds. */
export const certificateRow = z.object({
  thumbprint,
  status: z.enum(["trusted", "rejected"]),
  subject: z.string(),
  issuer: z.string(),
  applicationUri: z.string().nullable(),
  validFrom: z.int(),
  validTo: z.int(),
  validity,
  /** Names of the connections whose server shows it, as far as known. */
  usedBy: z.array(z.string()),
});
export type CertificateRow = z.infer<typeof certificateRow>;

/** The certificate by which servers know us. */
export const ownCertificate = z.object({
  thumbprint,
  subject: z.string(),
  applicationUri: z.string(),
  validFrom: z.int(),
  validTo: z.int(),
  validity,
  /** The public part, for the trust list of a server. */
  pem: z.string(),
  derBase64: z.string(),
});
export type OwnCertificate = z.infer<typeof ownCertificate>;

export const certificatesContract = {
  list: query("connection:read").output(z.object({ rows: z.array(certificateRow) })),
  own: query("connection:read").output(ownCertificate),
  /** From now on secure connections accept the server that shows it. */
  trust: command("connection:update").input(commandInput({ thumbprint })).output(certificateRow),
  /** Connections to a server that shows it are refused from their next channel on. */
  distrust: command("connection:update").input(commandInput({ thumbprint })).output(certificateRow),
  /** Forgets a rejected certificate; it comes back when its server shows it again. */
  forget: command("connection:update").input(commandInput({ thumbprint })).output(z.object({})),
  /** A new key and certificate for us: every server must trust it anew. */
  renewOwn: command("connection:update").input(commandInput({})).output(ownCertificate),
};
