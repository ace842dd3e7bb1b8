import type {
  ClientSession,
  ClientSessionPublishService,
  ClientSessionRawSubscriptionService,
  OPCUAClient,
  UserIdentityInfo,
} from "node-opcua";

/** A session with the raw subscription services, which node-opcua implements and documents but leaves out of ClientSession. */
export type ServiceSession = ClientSession &
  ClientSessionRawSubscriptionService &
  ClientSessionPublishService;

/** Opens a session; rejects with node-opcua's own error. */
export const createServiceSession = async (
  client: OPCUAClient,
  identity: UserIdentityInfo,
): Promise<ServiceSession> => (await client.createSession(identity)) as ServiceSession;
