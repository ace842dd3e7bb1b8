import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { lockingProcess } from "./port-holder.ts";
import { fromPort, portOptions } from "./port-messages.ts";
import type { FromPort, ToPort } from "./port-messages.ts";

const entry = fileURLToPath(new URL("./port-process.ts", import.meta.url));
/** A process that does not close its port in this time is ended: some drivers wait for characters nobody takes. */
const closeLimitMs = 2_000;

type Call = ToPort extends infer One ? (One extends ToPort ? Omit<One, "id"> : never) : never;

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** How serialport wants to hear that a read ended because the port was closed. */
const canceled = (): Error => Object.assign(new Error("Port is not open"), { canceled: true });

/** A port in a process of its own, as serialport's streams drive it (`BindingPortInterface`). */
class ProcessPort {
  readonly openOptions: object;
  readonly #child: ChildProcess;
  readonly #calls = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #nextCall = 1;
  #arrived: Buffer = Buffer.alloc(0);
  #reader: { resolve(): void; reject(error: Error): void } | null = null;
  #failure: Error | null = null;
  #isClosing = false;

  constructor(options: object) {
    this.openOptions = options;
    this.#child = fork(entry, [], {
      execArgv: ["--no-warnings"],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child.on("message", (message) => this.#heard(fromPort.parse(message)));
    this.#child.on("error", (error) => this.#fail(error));
    this.#ended = new Promise((resolve) =>
      this.#child.once("exit", () => {
        this.#fail(new Error("the port's process ended"));
        resolve();
      }),
    );
  }

  get isOpen(): boolean {
    return !this.#isClosing;
  }

  async open(options: object): Promise<void> {
    try {
      await this.#call({ type: "open", options: portOptions.parse(options) });
    } catch (error) {
      await this.#stop();
      throw error;
    }
  }

  async read(buffer: Buffer, offset: number, length: number) {
    while (this.#arrived.length === 0) {
      if (this.#isClosing) throw canceled();
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((resolve, reject) => (this.#reader = { resolve, reject }));
    }
    const bytesRead = this.#arrived.copy(buffer, offset, 0, length);
    this.#arrived = this.#arrived.subarray(bytesRead);
    return { buffer, bytesRead };
  }

  write(buffer: Buffer): Promise<void> {
    return this.#call({ type: "write", bytes: Uint8Array.from(buffer) });
  }

  async flush(): Promise<void> {
    this.#arrived = Buffer.alloc(0);
    await this.#call({ type: "flush" });
  }

  drain(): Promise<void> {
    return this.#call({ type: "drain" });
  }

  async close(): Promise<void> {
    if (this.#isClosing) throw new Error("Port is not open");
    this.#isClosing = true;
    this.#reader?.reject(canceled());
    const limit = setTimeout(() => this.#child.kill("SIGKILL"), closeLimitMs);
    await this.#call({ type: "close" }).catch(() => undefined);
    await this.#stop();
    clearTimeout(limit);
  }

  async #stop(): Promise<void> {
    this.#isClosing = true;
    if (this.#child.connected) this.#child.disconnect();
    await this.#ended;
  }

  #call(call: Call): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) return reject(this.#failure);
      const id = this.#nextCall++;
      this.#calls.set(id, { resolve, reject });
      this.#child.send({ ...call, id }, (error) => {
        if (error) this.#fail(error);
      });
    });
  }

  #heard(message: FromPort): void {
    switch (message.type) {
      case "done": {
        const waiting = this.#calls.get(message.id);
        this.#calls.delete(message.id);
        if (message.error === null) waiting?.resolve();
        else waiting?.reject(new Error(message.error));
        return;
      }
      case "data":
        this.#arrived = Buffer.concat([this.#arrived, message.bytes]);
        return this.#reader?.resolve();
      case "gone":
        return this.#fail(new Error(message.why));
      default:
        message satisfies never;
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#calls.values()) reject(error);
    this.#calls.clear();
    this.#reader?.reject(this.#isClosing ? canceled() : error);
  }
}

/**
 * Options for `new SerialPort` (and for modbus-serial, which hands them on): the port then works in any thread. A port
 * that is missing or locked is refused before a process is started for it.
 */
export const inPortProcess = {
  binding: {
    list: async () => [],
    async open(options: { readonly path: string }): Promise<ProcessPort> {
      if (process.platform !== "win32") {
        await stat(options.path);
        if ((await lockingProcess(options.path)) !== null) throw new Error("Cannot lock port");
      }
      const port = new ProcessPort(options);
      await port.open(options);
      return port;
    },
  },
};
