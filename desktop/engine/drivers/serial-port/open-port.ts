import { SerialPort } from "serialport";
import type { SerialLine } from "#shared/connections/serial-line.ts";
import { inPortProcess } from "./port-binding.ts";
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

/**
 * Opens a serial port for this process alone.
 * @throws {PortError} port_missing, port_busy (and who has it), refused (no permission), unreachable
 */
export async function openPort(line: SerialLine, listener: PortListener): Promise<OpenPort> {
  const port = new SerialPort({ ...line, ...inPortProcess, autoOpen: false });
  let isOver = false;
  const closed = new Promise<void>((resolve) => port.once("close", () => resolve()));
  const close = (): Promise<void> => {
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
