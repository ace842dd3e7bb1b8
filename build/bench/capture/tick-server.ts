/**
 * The OPC UA server of the capture benchmark, in a process of its own: variables that all change so many times a second.
 * The value is the number of the tick, the source timestamp its planned instant, so that a reader sees from the samples
 * alone what was lost, what came twice and how old it is. Options come as JSON in argv, questions over IPC.
 */
import { createHash } from "node:crypto";
import {
  DataType,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  StatusCodes,
  Subscription,
  Variant,
  setErrorLogger,
  setWarningLogger,
} from "node-opcua";
import type { NodeId, UAVariable } from "node-opcua";
import type { z } from "zod";
import { tickNamespace, tickNode, tickServerOptions } from "./tick-plant.ts";
import type { TickAccount, TickServerReady } from "./tick-plant.ts";

type Options = z.output<typeof tickServerOptions>;

async function serve(options: Options): Promise<void> {
  for (const setLogger of [setWarningLogger, setErrorLogger]) setLogger(() => undefined);
  // node-opcua's server gives out a thousand values at a time however many the client would take; others have no such limit.
  Subscription.maxNotificationPerPublishHighLimit = 10_000;
  const server = new OPCUAServer({
    hostname: "127.0.0.1",
    host: "127.0.0.1",
    port: options.port,
    serverCertificateManager: new OPCUACertificateManager({
      rootFolder: options.pkiFolder,
      automaticallyAcceptUnknownCertificate: true,
      disableFileWatchers: true,
    }),
    securityModes: [
      options.isSecure ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None,
    ],
    securityPolicies: [options.isSecure ? SecurityPolicy.Basic256Sha256 : SecurityPolicy.None],
    discoveryServerEndpointUrl: "",
    // 0 = every change goes out; by default the server folds the changes of 50 ms into one.
    serverCapabilities: { minSupportedSampleRate: 0 },
  });
  await server.initialize();
  const variables = addVariables(server, options);
  await server.start();
  const periodMs = 1_000 / options.rateHz;
  const startedAt = options.epoch ?? Math.ceil(Date.now() / 1_000) * 1_000;
  const account = tickForEver(variables, startedAt, periodMs, options.skipsOwed);
  process.on("message", (message) => {
    if (message === "drop sessions") dropSessions(server);
    else process.send?.(account);
  });
  process.once("disconnect", () => process.exit());
  const thumbprint = createHash("sha1").update(server.getCertificate()).digest("hex");
  const endpoint = server.getEndpointUrl();
  const ready: TickServerReady = { endpoint, thumbprint, startedAt, periodMs };
  process.send?.(ready);
}

function addVariables(server: OPCUAServer, { items, namespacesBefore }: Options): UAVariable[] {
  const space = server.engine.addressSpace;
  if (space === null) throw new Error("the OPC UA server has no address space");
  for (let n = 0; n < namespacesBefore; n++)
    space.registerNamespace(`urn:unison:bench:before-${n}`);
  const namespace = space.registerNamespace(tickNamespace);
  const folder = namespace.addFolder(space.rootFolder.objects, { browseName: "Ticks" });
  return Array.from({ length: items }, (_, index) =>
    namespace.addVariable({
      componentOf: folder,
      browseName: tickNode(index),
      nodeId: `s=${tickNode(index)}`,
      dataType: DataType.Double,
      minimumSamplingInterval: 0,
    }),
  );
}

/** Later than this is no hold-up any more. */
const stoodStillMs = 1_000;

/** What a server does with clients that it has not heard of for too long. */
function dropSessions(server: OPCUAServer): void {
  for (const session of Object.values(
    (server.engine as unknown as { _sessions: Record<string, { authenticationToken: NodeId }> })
      ._sessions,
  ))
    server.engine.closeSession(session.authenticationToken, true, "Timeout");
}

/** When the process was held up, the ticks it owes come one after the other, each with its own planned instant. */
function tickForEver(
  variables: readonly UAVariable[],
  startedAt: number,
  periodMs: number,
  skipsOwed: boolean,
): TickAccount {
  const dueAt = (now: number): number => Math.max(0, Math.ceil((now - startedAt) / periodMs));
  const account = { ticks: dueAt(Date.now()), worstLateMs: 0 };
  setInterval(() => {
    const lateMs = Date.now() - (startedAt + account.ticks * periodMs);
    if (skipsOwed && lateMs > stoodStillMs) account.ticks = dueAt(Date.now());
    for (const now = Date.now(); startedAt + account.ticks * periodMs <= now; account.ticks++) {
      const plannedAt = startedAt + account.ticks * periodMs;
      account.worstLateMs = Math.max(account.worstLateMs, now - plannedAt);
      const value = new Variant({ dataType: DataType.Double, value: account.ticks });
      const at = new Date(plannedAt);
      for (const variable of variables) variable.setValueFromSource(value, StatusCodes.Good, at);
    }
  }, 5);
  return account;
}

await serve(tickServerOptions.parse(JSON.parse(process.argv[2] ?? "{}")));
