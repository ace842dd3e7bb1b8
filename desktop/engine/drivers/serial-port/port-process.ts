/** Holds one serial port open for the engine, which started this process and talks to it; ends when the engine does. */
import { readlink, stat } from "node:fs/promises";
import { SerialPort } from "serialport";
import { toPort } from "./port-messages.ts";
import type { FromPort, PortOptions, ToPort } from "./port-messages.ts";

type BindingPort = Awaited<ReturnType<(typeof SerialPort.binding)["open"]>>;

/** How often an open port is looked at: an unplugged adapter raises no event where nobody writes. */
const watchMs = 500;
const readBytes = 4_096;

const tell = (message: FromPort): void => void process.send?.(message);
const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function end(why: string): void {
  if (process.send === undefined) process.exit(0);
  process.send({ type: "gone", why } satisfies FromPort, () => process.exit(0));
}

/** Reads for ever; the port's closing ends it. */
async function read(port: BindingPort): Promise<void> {
  const buffer = Buffer.alloc(readBytes);
  try {
    for (;;) {
      const { bytesRead } = await port.read(buffer, 0, readBytes);
      tell({ type: "data", bytes: Uint8Array.from(buffer.subarray(0, bytesRead)) });
    }
  } catch (error) {
    if (port.isOpen) end(wordsOf(error));
  }
}

/**
 * The device behind an open port is no longer there. Linux marks the file of a removed device, which also tells a
 * device that has come back under the same name in the meantime; elsewhere the path itself must be there.
 */
async function isGone(path: string, port: BindingPort): Promise<boolean> {
  if (process.platform === "win32") return false;
  if (port.fd !== null) {
    const target = await readlink(`/proc/self/fd/${port.fd}`).catch(() => "");
    if (target.endsWith(" (deleted)")) return true;
  }
  return stat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === "ENOENT",
  );
}

async function open(options: PortOptions): Promise<BindingPort> {
  // DTR stays as it is at the end: dropping it resets some devices.
  const port = await SerialPort.binding.open({ ...options, lock: true, hupcl: false });
  setInterval(async () => {
    if (await isGone(options.path, port)) end("the device is gone");
  }, watchMs);
  void read(port);
  return port;
}

/** Does what the engine asks for, on the one port of this process. */
class PortServer {
  #port: BindingPort | null = null;

  async obey(message: ToPort): Promise<void> {
    if (message.type === "open") {
      this.#port = await open(message.options);
      return;
    }
    const port = this.#port;
    if (port === null) throw new Error("the port is not open");
    switch (message.type) {
      case "write":
        return port.write(Buffer.from(message.bytes));
      case "flush":
        return port.flush();
      case "drain":
        return port.drain();
      case "close":
        return port.close();
      default:
        message satisfies never;
    }
  }
}

const server = new PortServer();
process.once("disconnect", () => process.exit(0));
process.on("message", (raw) => {
  const message = toPort.parse(raw);
  const { id } = message;
  server.obey(message).then(
    () => tell({ type: "done", id, error: null }),
    (error: unknown) => tell({ type: "done", id, error: wordsOf(error) }),
  );
});
