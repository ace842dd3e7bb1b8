import type { ModbusTransport } from "../modbus-settings.ts";
import { bitsPerCharacter } from "../serial-line.ts";
import type { SerialLine } from "../serial-line.ts";
import { isBitTable } from "./modbus-address.ts";
import type { ModbusTable } from "./modbus-address.ts";

/** One request: `length` bits or registers of a table, from `start` on. */
export interface ReadRequest {
  readonly unit: number;
  readonly table: ModbusTable;
  readonly start: number;
  readonly length: number;
}

/** What nobody knows before a device was asked. Milliseconds. */
export interface AssumedTimes {
  /** From the end of a request to the first character of the answer, beyond the silence that the protocol asks for. */
  readonly deviceAnswerMs: number;
  /** TCP: from a request to its answer. */
  readonly roundTripMs: number;
}

export const usualTimes: AssumedTimes = { deviceAnswerMs: 5, roundTripMs: 5 };

/** What one request and its answer take on a line. */
export interface ExchangeTime {
  /** Characters on the line, or bytes on the network, there and back. */
  readonly requestCharacters: number;
  readonly answerCharacters: number;
  readonly ms: number;
}

/** Milliseconds that one character takes. */
export const characterMs = (line: SerialLine): number =>
  (bitsPerCharacter(line) * 1_000) / line.baudRate;

/**
 * The silence that ends an RTU frame: 3.5 characters, above 19,200 baud always 1.75 ms (Modbus over Serial Line V1.02,
 * 2.5.1.1). Milliseconds.
 */
export const frameSilenceMs = (line: SerialLine): number =>
  line.baudRate > 19_200 ? 1.75 : 3.5 * characterMs(line);

/** Length and duration of one exchange. RTU: 8 bytes there, 5 and the data back, a silence after each frame. */
export function exchangeTime(
  transport: ModbusTransport,
  request: Pick<ReadRequest, "table" | "length">,
  assumed: AssumedTimes,
): ExchangeTime {
  const dataBytes = isBitTable(request.table) ? Math.ceil(request.length / 8) : request.length * 2;
  // Function code, start and length there; function code, byte count and data back.
  const [askBytes, replyBytes] = [5, 2 + dataBytes];
  switch (transport.type) {
    case "tcp": {
      // The header of Modbus/TCP holds 7 bytes.
      const [there, back] = [askBytes + 7, replyBytes + 7];
      return { requestCharacters: there, answerCharacters: back, ms: assumed.roundTripMs };
    }
    case "rtu": {
      // Unit and two bytes of CRC around each.
      const [there, back] = [askBytes + 3, replyBytes + 3];
      const quietMs = 2 * frameSilenceMs(transport.line) + assumed.deviceAnswerMs;
      const ms = (there + back) * characterMs(transport.line) + quietMs;
      return { requestCharacters: there, answerCharacters: back, ms };
    }
    case "ascii": {
      // Two characters for each byte of unit, content and LRC; a colon before, CR and LF after.
      const [there, back] = [2 * (askBytes + 2) + 3, 2 * (replyBytes + 2) + 3];
      const ms = (there + back) * characterMs(transport.line) + assumed.deviceAnswerMs;
      return { requestCharacters: there, answerCharacters: back, ms };
    }
    default:
      return transport satisfies never;
  }
}
