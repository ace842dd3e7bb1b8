/**
 * A real OPC UA server in a process of its own, for the fault tests: it can be frozen, killed and started again with
 * another address space. Its options come as JSON in argv, commands over IPC.
 */
import {
  DataType,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  StatusCodes,
  nodesets,
  Variant,
  VariantArrayType,
  coerceStatusCode,
  setErrorLogger,
  setWarningLogger,
} from "node-opcua";
import type { UAVariable } from "node-opcua";
import { z } from "zod";
import { addCycleEvents, addElements, addPackmlCounts, addPower } from "./test-server-extras.ts";
import { isServerFault, serverFaults } from "./test-server-faults.ts";

export const machineNamespace = "urn:unison:test-machine";

export const testServerOptions = z.object({
  port: z.int(),
  pkiFolder: z.string(),
  /** Namespaces registered before the machine's own, so that its index moves. */
  namespacesBefore: z.array(z.string()).default([]),
  namespaceUri: z.string().default(machineNamespace),
  /** Names of variables that this server does not have. */
  without: z.array(z.string()).default([]),
  /** Plain counting variables `tick-0` …, all written every `tickMs`. */
  ticks: z.int().default(0),
  tickMs: z.int().default(100),
  secured: z.boolean().default(false),
  /** Every policy with every mode, None too, and users by password and by certificate. */
  everySecurity: z.boolean().default(false),
  /** The server's certificate is from last year. */
  isExpired: z.boolean().default(false),
  /** Nodes of one call and items of one subscription, and of the whole server. */
  perCall: z.int().optional(),
  perSubscription: z.int().optional(),
  perServer: z.int().optional(),
  /** Every variable keeps a history of so many values. */
  historyDepth: z.int().default(0),
  /** With the PackML nodeset and an array of its counts. */
  packml: z.boolean().default(false),
  allowAnonymous: z.boolean().default(true),
  acceptsClients: z.boolean().default(true),
  clockOffsetMs: z.int().default(0),
});
export type TestServerOptions = z.input<typeof testServerOptions>;

export const testCommand = z.object({
  name: z.string(),
  /** `NaN` and 64-bit integers travel as text. */
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  status: z.int().default(0),
  /** UTC milliseconds; absent = now. */
  sourceTime: z.number().optional(),
});
export type TestCommand = z.input<typeof testCommand>;

const variables = {
  running: DataType.Boolean,
  count: DataType.UInt32,
  reject: DataType.UInt32,
  state: DataType.Int32,
  speed: DataType.Double,
  big: DataType.UInt64,
  program: DataType.String,
  product: DataType.LocalizedText,
} as const;

type VariableName = keyof typeof variables;
const isVariableName = (name: string): name is VariableName => name in variables;

function toVariant(name: VariableName, value: TestCommand["value"]): Variant {
  const dataType = variables[name];
  if (value === null) return new Variant({ dataType: DataType.Null });
  if (dataType === DataType.Boolean) return new Variant({ dataType, value: Boolean(value) });
  if (dataType === DataType.LocalizedText)
    return new Variant({ dataType, value: { locale: "en", text: String(value) } });
  if (dataType === DataType.String) return new Variant({ dataType, value: String(value) });
  if (dataType === DataType.UInt64) {
    const whole = BigInt(value);
    return new Variant({
      dataType,
      arrayType: VariantArrayType.Scalar,
      value: [Number(whole >> 32n), Number(whole & 0xffff_ffffn)],
    });
  }
  return new Variant({ dataType, value: Number(value) });
}

/** Shifts this process's idea of the time of day before anything has looked at it. */
function shiftClock(offsetMs: number): void {
  const RealDate = globalThis.Date;
  globalThis.Date = class extends RealDate {
    constructor(...parts: [] | [number | string | Date]) {
      if (parts.length === 0) super(RealDate.now() + offsetMs);
      else super(parts[0]);
    }
    static override now(): number {
      return RealDate.now() + offsetMs;
    }
  } as DateConstructor;
}

async function serve(options: Options): Promise<void> {
  setWarningLogger(() => undefined);
  setErrorLogger(() => undefined);
  if (options.clockOffsetMs !== 0) shiftClock(options.clockOffsetMs);
  const store = new OPCUACertificateManager({
    rootFolder: options.pkiFolder,
    automaticallyAcceptUnknownCertificate: options.acceptsClients,
    disableFileWatchers: true,
  });
  const users = new OPCUACertificateManager({
    rootFolder: `${options.pkiFolder}-users`,
    automaticallyAcceptUnknownCertificate: true,
    disableFileWatchers: true,
  });
  const server = new OPCUAServer({
    hostname: "127.0.0.1",
    port: options.port,
    resourcePath: "/UA/Test",
    serverCertificateManager: store,
    userCertificateManager: users,
    ...(options.isExpired ? { certificateFile: await expiredCertificate(store, options) } : {}),
    ...(options.packml ? { nodeset_filename: [nodesets.standard, nodesets.packML] } : {}),
    allowAnonymous: options.allowAnonymous,
    userManager: {
      isValidUser: (user: string, password: string) => user === "oee" && password === "secret",
    },
    ...securityOf(options),
    buildInfo: { productName: "test server" },
    discoveryServerEndpointUrl: "",
    serverCapabilities: {
      maxSessions: 100,
      // By default changes of 50 ms are folded into one.
      ...(options.tickMs < 50 ? { minSupportedSampleRate: 0 } : {}),
      ...(options.perSubscription
        ? { maxMonitoredItemsPerSubscription: options.perSubscription }
        : {}),
      ...(options.perServer ? { maxMonitoredItems: options.perServer } : {}),
      ...(options.perCall
        ? {
            operationLimits: {
              maxMonitoredItemsPerCall: options.perCall,
              maxNodesPerRead: options.perCall,
              maxNodesPerHistoryReadData: options.perCall,
            },
          }
        : {}),
    },
  });
  await server.initialize();
  const space = server.engine.addressSpace!;
  for (const uri of options.namespacesBefore) space.registerNamespace(uri);
  const own = space.registerNamespace(options.namespaceUri);
  const folder = own.addFolder(space.rootFolder.objects, {
    browseName: "Machine",
    nodeId: "s=machine",
  });
  folder.setEventNotifier(1);
  addElements(own, folder);
  addPower(own, folder);
  const raiseCycle = addCycleEvents(own, folder);
  const setPackml = options.packml ? addPackmlCounts(space, own, folder) : () => undefined;
  const nodes = new Map<string, UAVariable>();
  for (const name of Object.keys(variables).filter(isVariableName)) {
    if (options.without.includes(name)) continue;
    const node = own.addVariable({
      componentOf: folder,
      browseName: name,
      nodeId: `s=${name}`,
      dataType: variables[name],
      minimumSamplingInterval: 0,
    });
    keepHistory(space, node, options);
    node.setValueFromSource(toVariant(name, 0), StatusCodes.Good, new Date());
    nodes.set(name, node);
  }
  addTicks(options, space, own, folder);
  process.on("message", (message) => {
    const command = testCommand.parse(message);
    if (isServerFault(command.name)) return serverFaults[command.name](server);
    if (command.name === "cycle") return raiseCycle(String(command.value));
    if (command.name === "packml") return setPackml(Number(command.value));
    const node = nodes.get(command.name);
    if (node && isVariableName(command.name))
      node.setValueFromSource(
        toVariant(command.name, command.value),
        coerceStatusCode(command.status),
        command.sourceTime === undefined ? new Date() : new Date(command.sourceTime),
      );
  });
  await server.start();
  process.send?.({
    ready: server.getEndpointUrl(),
    thumbprint: server.getCertificate().toString("base64"),
  });
}

type Options = z.output<typeof testServerOptions>;
type Space = NonNullable<OPCUAServer["engine"]["addressSpace"]>;

function securityOf({ everySecurity, secured }: Options) {
  const { None, Sign, SignAndEncrypt } = MessageSecurityMode;
  if (everySecurity)
    return {
      securityModes: [None, Sign, SignAndEncrypt],
      securityPolicies: [
        SecurityPolicy.None,
        SecurityPolicy.Basic256Sha256,
        SecurityPolicy.Aes128_Sha256_RsaOaep,
        SecurityPolicy.Aes256_Sha256_RsaPss,
      ],
    };
  return secured
    ? { securityModes: [SignAndEncrypt], securityPolicies: [SecurityPolicy.Basic256Sha256] }
    : { securityModes: [None], securityPolicies: [SecurityPolicy.None] };
}

async function expiredCertificate(
  store: OPCUACertificateManager,
  { pkiFolder }: Options,
): Promise<string> {
  await store.initialize();
  const outputFile = `${pkiFolder}/expired.pem`;
  await store.createSelfSignedCertificate({
    applicationUri: "urn:unison:test-server",
    dns: ["127.0.0.1"],
    outputFile,
    subject: "/CN=Old press",
    startDate: new Date(Date.now() - 400 * 86_400_000),
    validity: 365,
  });
  return outputFile;
}

function keepHistory(space: Space, node: UAVariable, { historyDepth }: Options): void {
  if (historyDepth > 0) space.installHistoricalDataNode(node, { maxOnlineValues: historyDepth });
}

function addTicks(
  options: Options,
  space: Space,
  own: ReturnType<NonNullable<OPCUAServer["engine"]["addressSpace"]>["getOwnNamespace"]>,
  folder: Parameters<typeof own.addVariable>[0]["componentOf"],
): void {
  const ticks = Array.from({ length: options.ticks }, (_, index) =>
    own.addVariable({
      componentOf: folder!,
      browseName: `tick-${index}`,
      nodeId: `s=tick-${index}`,
      dataType: DataType.Double,
      minimumSamplingInterval: 0,
    }),
  );
  for (const tick of ticks) keepHistory(space, tick, options);
  let value = 0;
  if (ticks.length === 0) return;
  setInterval(() => {
    value += 1;
    const variant = new Variant({ dataType: DataType.Double, value });
    for (const tick of ticks) tick.setValueFromSource(variant, StatusCodes.Good);
  }, options.tickMs);
}

if (process.argv[2]) await serve(testServerOptions.parse(JSON.parse(process.argv[2])));
