import { MessageSecurityMode, SecurityPolicy } from "node-opcua";
import type { OPCUAClient } from "node-opcua";
import type { ConnectionSecret } from "#shared/connections/connection-rows.ts";
import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import { admitServerCertificate } from "./certificate-store.ts";
import { ConnectFailure, explainFailure } from "./connect-failure.ts";
import { createClient } from "./create-client.ts";
import { discoverEndpoints } from "./discover-endpoints.ts";
import type { OpcuaTiming } from "./opcua-timing.ts";
import { ownThumbprint } from "./own-certificate.ts";
import { withTimeLimit } from "./time-limit.ts";
import { createServiceSession } from "./service-session.ts";
import type { ServiceSession } from "./service-session.ts";
import { userIdentity } from "./user-identity.ts";

/** What is needed to reach one server. */
export interface ServerAccess {
  readonly settings: OpcuaSettings;
  /** Password or user certificate, as `settings.identity` asks for; never logged. */
  readonly login: ConnectionSecret | null;
  readonly pkiFolder: string;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Told of the certificate that a secured server shows, before it is judged. */
  readonly met?: (certificate: Buffer) => void;
  /** Fixed, so that the server's session list says who we are. */
  readonly sessionName: string;
  readonly timing: OpcuaTiming;
}

/** What an error on the way to this server means, in words for people. */
export const explainAccess = (error: unknown, access: ServerAccess): ConnectFailure =>
  explainFailure(error, {
    isSecured: access.settings.security.mode !== "None",
    ownThumbprint: ownThumbprint(access.pkiFolder),
  });

/** Connects the secure channel; with security on, only to a certificate that people have trusted. Throws ConnectFailure. */
export async function openChannel(access: ServerAccess, signal: AbortSignal): Promise<OPCUAClient> {
  const { settings, timing, pkiFolder } = access;
  const { mode, policy } = settings.security;
  const serverCertificate = mode === "None" ? null : await trustedCertificate(access);
  const client = await createClient(pkiFolder, serverCertificate, {
    clientName: access.sessionName,
    securityMode: MessageSecurityMode[mode],
    securityPolicy: SecurityPolicy[policy],
    ...(serverCertificate ? { serverCertificate } : {}),
    requestedSessionTimeout: timing.sessionMs,
    // Sessions outlive their channel: after a cut of the network the next channel takes them over.
    keepPendingSessionsOnDisconnect: true,
    transportTimeout: timing.connectLimitMs,
    defaultTransactionTimeout: timing.connectLimitMs,
  });
  const giveUp = (): void => void client.disconnect().catch(() => undefined);
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    await withTimeLimit(
      client.connect(settings.endpoint),
      timing.connectLimitMs,
      "opening the channel",
    );
    return client;
  } catch (error) {
    giveUp();
    throw explainAccess(error, access);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

async function trustedCertificate(access: ServerAccess): Promise<Buffer> {
  const { settings, pkiFolder, timing } = access;
  const { mode, policy, trustedThumbprint } = settings.security;
  const offers = await discoverEndpoints(settings.endpoint, pkiFolder, timing.connectLimitMs);
  const offer = offers.find((one) => one.mode === mode && one.policy === policy);
  if (!offer?.certificate) {
    const offered = [...new Set(offers.map((one) => `${one.policy} ${one.mode}`))].join(", ");
    throw new ConnectFailure(
      "refused",
      `the server does not offer ${policy} ${mode}; it offers ${offered}`,
      "choose one the server offers",
    );
  }
  access.met?.(offer.certificate);
  return admitServerCertificate(pkiFolder, offer.certificate, trustedThumbprint, access.now());
}

/** Opens a session on a channel. Throws ConnectFailure; the channel stays open. */
export async function openSession(
  client: OPCUAClient,
  access: ServerAccess,
): Promise<ServiceSession> {
  const { settings, login, timing } = access;
  try {
    const identity = userIdentity(settings.identity, login, access.now());
    return await withTimeLimit(
      createServiceSession(client, identity),
      timing.connectLimitMs,
      "opening the session",
    );
  } catch (error) {
    throw explainAccess(error, access);
  }
}

/** Closes session and channel as far as the other side still answers; never throws and never hangs. */
export async function closeChannel(
  client: OPCUAClient,
  session: ServiceSession | null,
  limitMs: number,
): Promise<void> {
  if (session)
    await withTimeLimit(session.close(true), limitMs, "closing the session").catch(() => undefined);
  await withTimeLimit(client.disconnect(), limitMs, "closing the channel").catch(() => undefined);
}
