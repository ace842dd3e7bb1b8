import { readlink, stat } from "node:fs/promises";
import { SerialPort } from "serialport";
import type { SerialLine } from "#shared/connections/serial-line.ts";
import { portHolder } from "./port-holder.ts";
import { PortError, portTrouble, unpluggedPort } from "./port-trouble.ts";
import type { PortTrouble } from "./port-trouble.ts";

/** What an open port tells; `lost` comes once, and nothing after it. */
export interface PortListener {
  received(bytes: Uint8Array): void;
  lost(trouble: PortTrouble): void;
}

export interface OpenPort {
  /** Resolves once the system has taken the bytes; a port that fails tells `lost` instead of rejecting. */
  write(bytes: Uint8Array): Promise<void>;
  /** Throws away what has arrived and was not read, and what was not sent. */
  flush(): Promise<void>;
  /** Closes; nothing is told any more. Never rejects. */
  close(): Promise<void>;
}

/** How often an open port is looked at: an unplugged adapter raises no event where nobody writes. */
const watchMs = 500;

/**
 * Opens a serial port for this process alone.
 * @throws {PortError} port_missing, port_busy (and who has it), refused (no permission), unreachable
 */
export async function openPort(line: SerialLine, listener: PortListener): Promise<OpenPort> {
  // DTR stays as it is at the end: dropping it resets some devices.
  const port = new SerialPort({ ...line, lock: true, hupcl: false, autoOpen: false });
  let isOver = false;
  const closed = new Promise<void>((resolve) => port.once("close", () => resolve()));
  const close = (): Promise<void> => {
    clearInterval(watch);
    if (port.isOpen) port.close(() => undefined);
    return closed;
  };
  const lose = (error: unknown): void => {
    if (isOver) return;
    isOver = true;
    void close();
    listener.lost(unpluggedPort(line.path, error));
  };
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve()));
  }).catch(async (error: unknown) => {
    throw new PortError(portTrouble(error, line.path, await portHolder(line.path)), error);
  });
  // Without a listener an 'error' would end the process.
  port.on("error", lose);
  const watch = setInterval(() => {
    void isGone(line.path, port).then((gone) => {
      if (gone) lose(null);
    });
  }, watchMs);
  port.on("data", (bytes: Buffer) => {
    if (!isOver) listener.received(bytes);
  });
  port.on("close", lose);
  port.on("end", () => lose(null));

  return {
    write: (bytes) =>
      new Promise((resolve) => {
        if (isOver || !port.isOpen) return resolve();
        port.write(Buffer.from(bytes), undefined, (error) => {
          if (error) lose(error);
          resolve();
        });
      }),
    flush: () =>
      new Promise((resolve) => {
        if (isOver || !port.isOpen) return resolve();
        port.flush(() => resolve());
      }),
    close: async () => {
      isOver = true;
      await close();
    },
  };
}

/**
 * The device behind an open port is no longer there. Linux marks the file of a removed device, which also tells a
 * device that has come back under the same name in the meantime; elsewhere the path itself must be there.
 */
async function isGone(path: string, port: SerialPort): Promise<boolean> {
  const descriptor = descriptorOf(port);
  if (descriptor !== null) {
    const target = await readlink(`/proc/self/fd/${descriptor}`).catch(() => "");
    if (target.endsWith(" (deleted)")) return true;
  }
  if (process.platform === "win32") return false;
  return stat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === "ENOENT",
  );
}

function descriptorOf(port: SerialPort): number | null {
  const binding: unknown = port.port;
  if (typeof binding !== "object" || binding === null || !("fd" in binding)) return null;
  return typeof binding.fd === "number" ? binding.fd : null;
}
