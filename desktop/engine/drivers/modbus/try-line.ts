import type { ReadRequest } from "#shared/connections/modbus/line-time.ts";
import { registersOf } from "#shared/connections/modbus/modbus-address.ts";
import type { DriverTag, TestResult } from "../driver.ts";
import { exceptionStatus } from "./item-status.ts";
import type { ModbusLine } from "./modbus-line.ts";
import { OpenFailure } from "./open-failure.ts";
import { lineName } from "./open-line.ts";
import type { LineAccess } from "./open-line.ts";
import { ReadFailure } from "./read-failure.ts";
import { sortTags } from "./tag-plan.ts";

type Step = TestResult["steps"][number];

/** No more units are asked: each that is silent takes a time-out, and a person waits. */
const mostUnits = 8;

/** Asked when no tag names a unit; a device with Modbus/TCP of its own often listens to 255 or 0. */
const usualUnits = { tcp: [1, 255, 0], rtu: [1, 2, 3], ascii: [1, 2, 3] } as const;

/**
 * Tries a connection step by step: open the port, ask each unit, read. A refusal is an answer too. Never rejects, leaves nothing
 * open but the line that was open before.
 */
export async function tryLine(
  access: LineAccess,
  tags: readonly DriverTag[],
  withLine: (use: (line: ModbusLine) => Promise<TestResult>) => Promise<TestResult>,
): Promise<TestResult> {
  const { settings } = access;
  try {
    return await withLine((line) => askUnits(line, access, tags));
  } catch (error) {
    if (!(error instanceof OpenFailure)) throw error;
    const detail = `${lineName(settings)}: ${error.message}`;
    return { ok: false, steps: [{ step: "open", ok: false, detail }], hint: error.hint };
  }
}

async function askUnits(
  line: ModbusLine,
  { settings }: LineAccess,
  tags: readonly DriverTag[],
): Promise<TestResult> {
  const steps: Step[] = [{ step: "open", ok: true, detail: lineName(settings) }];
  const wanted = requestsOf(tags);
  const isGuess = wanted.length === 0;
  const requests: readonly ReadRequest[] = isGuess
    ? usualUnits[settings.transport.type].map((unit) => firstRegister(unit))
    : wanted;
  const read: Step[] = [];
  const failures: ReadFailure[] = [];
  for (const request of requests) {
    const outcome = await ask(line, request);
    if (outcome instanceof ReadFailure) failures.push(outcome);
    else read.push({ step: "read", ok: true, detail: outcome });
    if (!(outcome instanceof ReadFailure))
      steps.push({ step: "ask", ok: true, detail: `unit ${request.unit} answers` });
    else if (!isGuess)
      steps.push({ step: "ask", ok: false, detail: `unit ${request.unit}: ${outcome.message}` });
    if (isGuess && read.length > 0) break;
  }
  if (read.length > 0 && (isGuess || failures.length === 0))
    return { ok: true, steps: [...steps, ...read], hint: null };
  if (isGuess) {
    const units = requests.map(({ unit }) => unit).join(", ");
    steps.push({ step: "ask", ok: false, detail: `units ${units}: ${failures[0]!.message}` });
  }
  // The failed step comes last: that is where a person looks.
  const ordered = [...steps.filter(({ ok }) => ok), ...read, ...steps.filter(({ ok }) => !ok)];
  return { ok: false, steps: ordered, hint: hintOf(failures[0]!, settings.transport.type) };
}

/** One request for each unit: what its first tag wants. */
function requestsOf(tags: readonly DriverTag[]): ReadRequest[] {
  const requests = new Map<number, ReadRequest>();
  for (const { address } of sortTags(tags).readable.values()) {
    const { unit, table, register, value } = address;
    if (!requests.has(unit) && requests.size < mostUnits)
      requests.set(unit, { unit, table, start: register, length: registersOf(table, value) });
  }
  return [...requests.values()];
}

const firstRegister = (unit: number): ReadRequest => ({
  unit,
  table: "holding",
  start: 0,
  length: 1,
});

/** What was read, in words, or the failure. */
async function ask(line: ModbusLine, request: ReadRequest): Promise<string | ReadFailure> {
  const place = `${request.unit}/${request.table}/${request.start}`;
  try {
    const { words } = await line.read(request, { isExpected: true });
    return `${place} holds ${words.join(" ")}`;
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    return error.exception === null ? error : `${place}: ${exceptionStatus(error.exception).text}`;
  }
}

function hintOf({ kind }: ReadFailure, transport: "tcp" | "rtu" | "ascii"): string {
  switch (kind) {
    case "no_answer":
      return transport === "tcp"
        ? "check the unit number; behind a gateway also the serial line and the unit's power"
        : "check the unit number, baud rate and parity, that A and B are not swapped, and the unit's power";
    case "bad_frame":
      return transport === "tcp"
        ? "what answers on this port does not speak Modbus/TCP: check the port"
        : "check baud rate, parity and data bits, RTU or ASCII, the termination of the line, and that no two units have the same number";
    case "gone":
      return transport === "tcp"
        ? "the device closed the connection: it may allow only a few at a time"
        : "plug the adapter in again";
    case "exception":
      return "check the address in the device's manual; offsets count from 0";
    default:
      return kind satisfies never;
  }
}
