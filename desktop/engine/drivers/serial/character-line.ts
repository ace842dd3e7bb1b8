import type { SerialSettings } from "#shared/connections/serial-settings.ts";
import { openPort } from "../serial-port/open-port.ts";
import { PortError } from "../serial-port/port-trouble.ts";
import { LineError } from "./line-trouble.ts";
import type { LineTrouble } from "./line-trouble.ts";
import { openTcpLine } from "./open-tcp-line.ts";

/** What an open line tells; `lost` comes once, and nothing after it. */
export interface LineListener {
  received(bytes: Uint8Array): void;
  lost(trouble: LineTrouble): void;
}

/** A way for characters to a device and back: a serial port, or TCP to a device server. */
export interface CharacterLine {
  /** A line that fails tells `lost` instead of rejecting. */
  write(bytes: Uint8Array): Promise<void>;
  /** Closes; nothing is told any more. Never rejects. */
  close(): Promise<void>;
}

/** Opens the line of a connection, or gives up when the signal aborts. Rejects with what `lineTroubleOf` explains. */
export function openCharacterLine(
  transport: SerialSettings["transport"],
  listener: LineListener,
  signal?: AbortSignal,
): Promise<CharacterLine> {
  switch (transport.type) {
    case "line":
      return openPort(transport.line, listener);
    case "tcp":
      return openTcpLine(transport, listener, signal);
    default:
      return transport satisfies never;
  }
}

export function lineTroubleOf(error: unknown): LineTrouble {
  if (error instanceof PortError || error instanceof LineError) return error.trouble;
  const detail = error instanceof Error ? error.message : String(error);
  return { cause: "unreachable", detail, hint: "check the settings of the line" };
}

/** A line in words: `/dev/ttyUSB0, 9600 Bd, 8N1` or `192.168.1.20:4001`. */
export function lineName(transport: SerialSettings["transport"]): string {
  if (transport.type === "tcp") return `${transport.host}:${transport.port}`;
  const { path, baudRate, dataBits, parity, stopBits } = transport.line;
  return `${path}, ${baudRate} Bd, ${dataBits}${parity[0]!.toUpperCase()}${stopBits}`;
}
