import { setTimeout as pause } from "node:timers/promises";
import { SerialPort } from "serialport";

/** What the device sends for one request: pieces of bytes, and pauses in milliseconds between them. */
export type FakeAnswer = readonly (Uint8Array | number)[];
export type Respond = (request: Uint8Array, count: number) => FakeAnswer;

/** CRC-16/MODBUS: polynomial 0x8005 reflected, start 0xFFFF (Modbus over Serial Line V1.02, 6.2.2). */
function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

/** The frame with its CRC-16/MODBUS, low byte first. */
export function rtuFrame(...bytes: readonly number[]): Uint8Array {
  const content = Buffer.from(bytes);
  const crc = crc16(content);
  return Buffer.concat([content, Buffer.from([crc & 0xff, crc >>> 8])]);
}

/** The answer to a read of registers by a unit. */
export const registersFrame = (unit: number, ...words: readonly number[]): Uint8Array =>
  rtuFrame(unit, 3, words.length * 2, ...words.flatMap((word) => [word >>> 8, word & 0xff]));

/** A device on a serial line that answers as badly as a test wants. Requests are those of 8 bytes: reads. */
export class FakeRtuDevice {
  readonly #port: SerialPort;
  /** Everything that arrived, request by request. */
  readonly requests: Uint8Array[] = [];
  respond: Respond;

  private constructor(port: SerialPort, respond: Respond) {
    this.#port = port;
    this.respond = respond;
  }

  static async open(path: string, respond: Respond): Promise<FakeRtuDevice> {
    const port = new SerialPort({ path, baudRate: 9_600, autoOpen: false });
    port.on("error", () => undefined);
    await new Promise<void>((resolve, reject) =>
      port.open((error) => (error ? reject(error) : resolve())),
    );
    const device = new FakeRtuDevice(port, respond);
    let heard = Buffer.alloc(0);
    port.on("data", (data: Buffer) => {
      heard = Buffer.concat([heard, data]);
      while (heard.length >= 8) {
        device.requests.push(heard.subarray(0, 8));
        heard = heard.subarray(8);
        void device.#answer(device.requests.at(-1)!, device.requests.length);
      }
    });
    return device;
  }

  async #answer(request: Uint8Array, count: number): Promise<void> {
    for (const part of this.respond(request, count)) {
      if (typeof part === "number") await pause(part);
      else this.send(part);
    }
  }

  send(bytes: Uint8Array): void {
    if (this.#port.isOpen) this.#port.write(Buffer.from(bytes));
  }

  async close(): Promise<void> {
    if (this.#port.isOpen) await new Promise<void>((resolve) => this.#port.close(() => resolve()));
  }
}
