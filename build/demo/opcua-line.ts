import {
  DataType,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  StatusCodes,
  VariantArrayType,
  nodesets,
  type Namespace,
  type UAObject,
  type UAVariable,
  type VariantOptions,
} from "node-opcua";
import type { DemoMachine, DemoVariable, SignalValue } from "./demo-machine.ts";
import { identifierOf } from "./demo-machine.ts";
import { demoNamespace } from "./demo-plant.ts";

interface Reading {
  readonly value: SignalValue;
  /** Wall-clock instant at which the value came to be. */
  readonly at: number;
}

interface Shown {
  readonly variable: UAVariable;
  readonly type: DemoVariable["type"];
}

export interface OpcuaLineOptions {
  /** `line-1`: part of the application's URI. */
  readonly name: string;
  readonly port: number;
  readonly machines: readonly DemoMachine[];
  /** Folder for the server's own key and certificates. */
  readonly pkiFolder: string;
}

/**
 * A real OPC UA server on the loopback address that shows machines as variables with string ids. It keeps the values
 * while it is off, and shows the latest ones when it comes back.
 */
export class OpcuaLine {
  readonly #options: OpcuaLineOptions;
  readonly #latest = new Map<string, Reading>();
  #variables: ReadonlyMap<string, Shown> = new Map();
  #server: OPCUAServer | null = null;

  constructor(options: OpcuaLineOptions) {
    this.#options = options;
  }

  get endpoint(): string {
    return `opc.tcp://127.0.0.1:${this.#options.port}`;
  }

  get machines(): readonly DemoMachine[] {
    return this.#options.machines;
  }

  /** @throws when the port is taken */
  async start(): Promise<void> {
    const { name, port, pkiFolder } = this.#options;
    const certificates = new OPCUACertificateManager({
      rootFolder: pkiFolder,
      // A plaything on the loopback address: it lets every client in, also anonymously.
      automaticallyAcceptUnknownCertificate: true,
    });
    await certificates.initialize();
    const server = new OPCUAServer({
      port,
      host: "127.0.0.1",
      hostname: "127.0.0.1",
      nodeset_filename: [nodesets.standard],
      serverCertificateManager: certificates,
      userCertificateManager: certificates,
      securityModes: [
        MessageSecurityMode.None,
        MessageSecurityMode.Sign,
        MessageSecurityMode.SignAndEncrypt,
      ],
      securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
      allowAnonymous: true,
      disableDiscovery: false,
      serverInfo: { applicationUri: `urn:unison:demo-plant:${name}`, productUri: demoNamespace },
      buildInfo: { productName: "Unison demo plant", manufacturerName: "Unison" },
      // 0 = every change goes out; by default the server folds the changes of 50 ms into one.
      serverCapabilities: { minSupportedSampleRate: 0 },
    });
    await server.initialize();
    this.#build(server);
    await server.start();
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#variables = new Map();
    await server?.shutdown(0);
  }

  /** Shows a value that came to be at a wall-clock instant. */
  write(identifier: string, value: SignalValue, at: number): void {
    this.#latest.set(identifier, { value, at });
    const shown = this.#variables.get(identifier);
    shown?.variable.setValueFromSource(variant(shown.type, value), StatusCodes.Good, new Date(at));
  }

  #build(server: OPCUAServer): void {
    const space = server.engine.addressSpace;
    if (space === null) throw new Error("The OPC UA server has no address space.");
    const namespace = space.registerNamespace(demoNamespace);
    const folders = new Map<string, UAObject>();
    const variables = new Map<string, Shown>();
    for (const machine of this.#options.machines) {
      const top = namespace.addObject({
        organizedBy: space.rootFolder.objects,
        browseName: machine.code,
        displayName: machine.name,
        nodeId: `s=${machine.code}`,
      });
      folders.set(machine.code, top);
      for (const { path, name, type } of machine.variables) {
        const identifier = identifierOf(machine, { path });
        const reading = this.#latest.get(identifier);
        if (reading === undefined)
          throw new Error(`No value of ${identifier} was written before the start.`);
        const variable = namespace.addVariable({
          componentOf: folderOf(namespace, folders, identifier),
          browseName: identifier.slice(identifier.lastIndexOf(".") + 1),
          description: name,
          nodeId: `s=${identifier}`,
          dataType: DataType[type],
          minimumSamplingInterval: 0,
        });
        variable.setValueFromSource(
          variant(type, reading.value),
          StatusCodes.Good,
          new Date(reading.at),
        );
        variables.set(identifier, { variable, type });
      }
    }
    this.#variables = variables;
  }
}

/** The object that holds a variable; the dots of its identifier make the objects on the way. */
function folderOf(
  namespace: Namespace,
  folders: Map<string, UAObject>,
  identifier: string,
): UAObject {
  const path = identifier.slice(0, identifier.lastIndexOf("."));
  const known = folders.get(path);
  if (known !== undefined) return known;
  const folder = namespace.addObject({
    componentOf: folderOf(namespace, folders, path),
    browseName: path.slice(path.lastIndexOf(".") + 1),
    nodeId: `s=${path}`,
  });
  folders.set(path, folder);
  return folder;
}

function variant(type: DemoVariable["type"], value: SignalValue): VariantOptions {
  // 64-bit integers are [high word, low word].
  if (type === "UInt64") {
    const count = Number(value);
    const arrayType = VariantArrayType.Scalar;
    return {
      dataType: DataType.UInt64,
      arrayType,
      value: [Math.floor(count / 2 ** 32), count % 2 ** 32],
    };
  }
  return { dataType: DataType[type], value };
}
