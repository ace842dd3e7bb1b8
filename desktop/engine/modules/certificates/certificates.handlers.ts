import type { CertificateRow } from "#shared/certificates/certificates.contract.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { Writer } from "../../database/writer.ts";
import {
  distrust,
  forget,
  listCertificates,
  trust,
  type StoredCertificate,
} from "../../drivers/opcua/certificate-store.ts";
import { ownCertificate, renewOwnCertificate } from "../../drivers/opcua/own-certificate.ts";
import { reading, writing } from "../../serve/house.ts";
import type { ConnectionParts } from "../connections/connection-parts.ts";
import {
  pinOf,
  securedConnections,
  usesCertificate,
  type SecuredConnection,
} from "./certificate-users.ts";

const unknown = (thumbprint: string): never => {
  throw new Refusal("NOT_FOUND", { entity: "certificate", id: thumbprint });
};

const rowOf = (
  certificate: StoredCertificate,
  connections: readonly SecuredConnection[],
): CertificateRow => ({
  ...certificate,
  usedBy: connections
    .filter((one) => usesCertificate(one, certificate.thumbprint))
    .map(({ name }) => name),
});

/** A connection may be bound to one certificate by its settings; the page must not seem to overrule that. */
function refusePinned(connections: readonly SecuredConnection[], thumbprint: string): void {
  const count = connections.filter((one) => pinOf(one) === thumbprint).length;
  if (count > 0)
    throw new Refusal("IN_USE", {
      entity: "certificate",
      id: thumbprint,
      uses: [{ entity: "connection", count }],
    });
}

export const certificatesHandlers = ({ port, pkiFolder }: ConnectionParts) => {
  const secured = (db: Pick<Writer, "selectFrom">) =>
    securedConnections(db, (id) => port.health(id));

  return {
    list: reading.certificates.list.handler(async ({ context }) => {
      const connections = await securedConnections(context.reader, (id) => port.health(id));
      const certificates = listCertificates(pkiFolder, context.identity.now());
      return { rows: certificates.map((certificate) => rowOf(certificate, connections)) };
    }),

    own: reading.certificates.own.handler(({ context }) =>
      ownCertificate(pkiFolder, context.identity.now()),
    ),

    trust: writing.certificates.trust.handler(({ input, context }) =>
      context.write(async (writer) => {
        const { thumbprint } = input;
        const connections = await secured(writer);
        await writer.audit(
          "certificate",
          thumbprint,
          { status: "rejected" },
          { status: "trusted" },
        );
        // Last, since no rollback moves a file back.
        const certificate = trust(pkiFolder, thumbprint, context.identity.now());
        const waiting = connections.filter((one) => one.health?.cause === "untrusted_certificate");
        writer.afterCommit(() => port.redial(waiting.map(({ id }) => id)));
        return certificate ? rowOf(certificate, connections) : unknown(thumbprint);
      }),
    ),

    distrust: writing.certificates.distrust.handler(({ input, context }) =>
      context.write(async (writer) => {
        const { thumbprint } = input;
        const connections = await secured(writer);
        refusePinned(connections, thumbprint);
        await writer.audit(
          "certificate",
          thumbprint,
          { status: "trusted" },
          { status: "rejected" },
        );
        const certificate = distrust(pkiFolder, thumbprint, context.identity.now());
        const using = connections.filter((one) => usesCertificate(one, thumbprint));
        writer.afterCommit(() => port.redial(using.map(({ id }) => id)));
        return certificate ? rowOf(certificate, connections) : unknown(thumbprint);
      }),
    ),

    forget: writing.certificates.forget.handler(({ input, context }) =>
      context.write(async (writer) => {
        await writer.audit("certificate", input.thumbprint, { status: "rejected" }, null);
        return forget(pkiFolder, input.thumbprint) ? {} : unknown(input.thumbprint);
      }),
    ),

    renewOwn: writing.certificates.renewOwn.handler(async ({ input, context }) => {
      const now = context.identity.now();
      const { reader } = context.database;
      const isAnswered =
        input.commandId !== undefined &&
        (await reader
          .selectFrom("command_receipt")
          .select("at")
          .where("command_id", "=", input.commandId)
          .executeTakeFirst()) !== undefined;
      // A key takes a second to make, which no transaction may wait for; sent again it must not be made again.
      const before = await ownCertificate(pkiFolder, now);
      const renewed = isAnswered ? before : await renewOwnCertificate(pkiFolder, now);
      return context.write(async (writer) => {
        await writer.audit(
          "certificate",
          "own",
          { thumbprint: before.thumbprint },
          { thumbprint: renewed.thumbprint },
        );
        const connections = await secured(writer);
        writer.afterCommit(() => port.redial(connections.map(({ id }) => id)));
        return renewed;
      });
    }),
  };
};
