import { setTimeout as pause } from "node:timers/promises";
import type { SerialPort } from "serialport";
import type { ModbusTransport } from "#shared/connections/modbus-settings.ts";
import { characterMs, frameSilenceMs } from "#shared/connections/modbus/line-time.ts";
import type { DriverClock } from "../driver.ts";
import { inPortProcess } from "../serial-port/port-binding.ts";
import { portHolder } from "../serial-port/port-holder.ts";
import { portTrouble, unpluggedPort } from "../serial-port/port-trouble.ts";
import { OpenFailure } from "./open-failure.ts";
import { ModbusClient } from "./modbus-client.ts";
import type { Wire } from "./wire.ts";

type SerialTransport = Exclude<ModbusTransport, { type: "tcp" }>;

/**
 * What lies inside modbus-serial 8.0.25 (ports/rtubufferedport.js, asciiport.js) and has no door: the port, whose errors
 * nobody listens to before it is open or in ASCII, and the characters of answers that were not complete.
 */
interface InnerPort {
  _client: SerialPort;
  _buffer: Buffer;
  on(event: "error", listener: () => void): unknown;
}
const innerPortOf = (client: ModbusClient): InnerPort =>
  (client as unknown as { _port: InnerPort })._port;

/** A pause below this is over before a timer could end it. */
const shortestPauseMs = 0.5;

/** Opens a serial port, locked against everybody else. Rejects with OpenFailure. */
export async function openSerialWire(
  { type, line }: SerialTransport,
  clock: DriverClock,
): Promise<Wire> {
  const { path, ...characters } = line;
  const client = new ModbusClient();
  client.on("error", () => undefined);
  const opening =
    type === "rtu"
      ? client.connectRTUBuffered(path, { ...characters, ...inPortProcess })
      : client.connectAsciiSerial(path, { ...characters, ...inPortProcess });
  const inner = innerPortOf(client);
  const port = inner._client;
  const gone = new AbortController();
  let heardCharacters = 0;
  let heardAt = -Infinity;
  inner.on("error", () => undefined);
  port.on("error", (error) => gone.abort(unpluggedPort(path, error).detail));
  port.on("close", (error: unknown) => gone.abort(unpluggedPort(path, error).detail));
  port.on("data", (data: Buffer) => {
    heardCharacters += data.length;
    heardAt = clock.monotonic();
  });
  await opening.catch(async (error: unknown) => {
    const { cause, detail, hint } = portTrouble(error, path, await portHolder(path));
    throw new OpenFailure(cause, detail, hint);
  });
  let lastUnit: number | null = null;
  const silenceBefore = (unit: number): number => {
    if (type === "ascii") return 0;
    // The others on the line measure the silence by the clock. The unit that has just spoken knows that its frame is over: 3.5
    // characters are enough, and when they are shorter than a timer can be they have passed before we hear of the last one.
    if (lastUnit !== unit) return frameSilenceMs(line);
    const shortest = 3.5 * characterMs(line);
    return shortest < shortestPauseMs ? 0 : shortest;
  };
  const forget = (): void => {
    if (inner._buffer.length > 0) inner._buffer = Buffer.alloc(0);
  };
  const settle = async (unit: number): Promise<void> => {
    const silenceMs = silenceBefore(unit);
    lastUnit = unit;
    for (;;) {
      const leftMs = heardAt + silenceMs - clock.monotonic();
      if (leftMs <= 0) return forget();
      await pause(Math.ceil(leftMs));
    }
  };
  return {
    client,
    numbersRequests: false,
    get heardCharacters() {
      return heardCharacters;
    },
    gone: gone.signal,
    settle,
    flush: async () => {
      if (port.isOpen) await new Promise<void>((resolve) => port.flush(() => resolve()));
      forget();
      lastUnit = null;
    },
    close: async () => {
      gone.abort("closed by us");
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
    },
  };
}
