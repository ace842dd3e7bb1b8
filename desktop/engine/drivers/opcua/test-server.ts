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
  Variant,
  VariantArrayType,
  coerceStatusCode,
  setErrorLogger,
  setWarningLogger,
} from "node-opcua";
import type { UAVariable } from "node-opcua";
import { z } from "zod";

export const testServerOptions = z.object({
  port: z.int(),
  pkiFolder: z.string(),
  /** Namespaces registered before the machine's own, so that its index moves. */
  namespacesBefore: z.array(z.string()).default([]),
  /** Names of variables that this server does not have. */
  without: z.array(z.string()).default([]),
  /** Plain counting variables `tick-0` …, all written every `tickMs`. */
  ticks: z.int().default(0),
  tickMs: z.int().default(100),
  secured: z.boolean().default(false),
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
});
export type TestCommand = z.input<typeof testCommand>;

export const machineNamespace = "urn:unison:test-machine";

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

async function serve(options: z.output<typeof testServerOptions>): Promise<void> {
  setWarningLogger(() => undefined);
  setErrorLogger(() => undefined);
  if (options.clockOffsetMs !== 0) shiftClock(options.clockOffsetMs);
  const store = new OPCUACertificateManager({
    rootFolder: options.pkiFolder,
    automaticallyAcceptUnknownCertificate: options.acceptsClients,
    disableFileWatchers: true,
  });
  const server = new OPCUAServer({
    hostname: "127.0.0.1",
    port: options.port,
    resourcePath: "/UA/Test",
    serverCertificateManager: store,
    allowAnonymous: options.allowAnonymous,
    userManager: {
      isValidUser: (user: string, password: string) => user === "oee" && password === "secret",
    },
    securityModes: options.secured
      ? [MessageSecurityMode.SignAndEncrypt]
      : [MessageSecurityMode.None],
    securityPolicies: options.secured ? [SecurityPolicy.Basic256Sha256] : [SecurityPolicy.None],
    buildInfo: { productName: "test server" },
    discoveryServerEndpointUrl: "",
    serverCapabilities: { maxSessions: 100 },
  });
  await server.initialize();
  const space = server.engine.addressSpace!;
  for (const uri of options.namespacesBefore) space.registerNamespace(uri);
  const own = space.registerNamespace(machineNamespace);
  const folder = own.addFolder(space.rootFolder.objects, {
    browseName: "Machine",
    nodeId: "s=machine",
  });
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
    node.setValueFromSource(toVariant(name, 0), StatusCodes.Good, new Date());
    nodes.set(name, node);
  }
  addTicks(options, own, folder);
  process.on("message", (message) => {
    const command = testCommand.parse(message);
    const node = nodes.get(command.name);
    if (node && isVariableName(command.name))
      node.setValueFromSource(
        toVariant(command.name, command.value),
        coerceStatusCode(command.status),
        new Date(),
      );
  });
  await server.start();
  process.send?.({
    ready: server.getEndpointUrl(),
    thumbprint: server.getCertificate().toString("base64"),
  });
}

function addTicks(
  options: z.output<typeof testServerOptions>,
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
  let value = 0;
  if (ticks.length === 0) return;
  setInterval(() => {
    value += 1;
    const variant = new Variant({ dataType: DataType.Double, value });
    for (const tick of ticks) tick.setValueFromSource(variant, StatusCodes.Good);
  }, options.tickMs);
}

if (process.argv[2]) await serve(testServerOptions.parse(JSON.parse(process.argv[2])));
