import { MessageSecurityMode, OPCUAClient, SecurityPolicy, UserTokenType } from "node-opcua";
import type { UserIdentityInfo } from "node-opcua";
import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import { admitServerCertificate, openCertificateStore } from "./certificate-store.ts";
import { ConnectFailure, explainFailure } from "./connect-failure.ts";
import { discoverEndpoints } from "./discover-endpoints.ts";
import type { OpcuaTiming } from "./opcua-timing.ts";
import { withTimeLimit } from "./time-limit.ts";
import { createServiceSession } from "./service-session.ts";
import type { ServiceSession } from "./service-session.ts";

/** What is needed to reach one server. */
export interface ServerAccess {
  readonly settings: OpcuaSettings;
  /** Null = anonymous. */
  readonly login: { readonly userName: string; readonly password: string } | null;
  readonly pkiFolder: string;
  /** Fixed, so that the server's session list says who we are. */
  readonly sessionName: string;
  readonly timing: OpcuaTiming;
}

/** Connects the secure channel; with security on, only to the certificate a person has trusted. Throws ConnectFailure. */
export async function openChannel(access: ServerAccess, signal: AbortSignal): Promise<OPCUAClient> {
  const { settings, timing, pkiFolder } = access;
  const { mode, policy } = settings.security;
  const store = openCertificateStore(pkiFolder);
  const serverCertificate = mode === "None" ? undefined : await trustedCertificate(access, store);
  const client = OPCUAClient.create({
    applicationName: "Unison",
    clientName: access.sessionName,
    clientCertificateManager: store,
    endpointMustExist: false,
    securityMode: MessageSecurityMode[mode],
    securityPolicy: SecurityPolicy[policy],
    ...(serverCertificate ? { serverCertificate } : {}),
    requestedSessionTimeout: timing.sessionMs,
    keepSessionAlive: false,
    // Sessions outlive their channel: after a cut of the network the next channel takes them over.
    keepPendingSessionsOnDisconnect: true,
    connectionStrategy: { maxRetry: 0 },
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
    throw explainFailure(error, access.settings.security.mode !== "None");
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

async function trustedCertificate(
  access: ServerAccess,
  store: ReturnType<typeof openCertificateStore>,
): Promise<Buffer> {
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
  await admitServerCertificate(store, offer.certificate, trustedThumbprint);
  return offer.certificate;
}

/** Opens a session on a channel. Throws ConnectFailure; the channel stays open. */
export async function openSession(
  client: OPCUAClient,
  access: ServerAccess,
): Promise<ServiceSession> {
  const { login, timing } = access;
  const identity: UserIdentityInfo = login
    ? { type: UserTokenType.UserName, userName: login.userName, password: login.password }
    : { type: UserTokenType.Anonymous };
  try {
    return await withTimeLimit(
      createServiceSession(client, identity),
      timing.connectLimitMs,
      "opening the session",
    );
  } catch (error) {
    throw explainFailure(error, access.settings.security.mode !== "None");
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
