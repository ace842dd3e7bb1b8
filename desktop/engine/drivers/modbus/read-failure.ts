/** Why a request gave no values. */
export type ReadFailureKind =
  /** Not one character came in time, or a gateway says so for the unit. */
  | "no_answer"
  /** Characters came that are no answer: wrong checksum, wrong length, cut off. */
  | "bad_frame"
  /** The unit answered, and refused. */
  | "exception"
  /** Port or socket are closed. */
  | "gone";

export class ReadFailure extends Error {
  readonly kind: ReadFailureKind;
  /** The unit's own code when it refused. */
  readonly exception: number | null;

  constructor(kind: ReadFailureKind, text: string, exception: number | null = null) {
    super(text);
    this.name = "ReadFailure";
    this.kind = kind;
    this.exception = exception;
  }
}

/** A gateway has no path to the unit, or the unit behind it did not answer (V1.1b3, chapter 7). */
const gatewayCodes: readonly number[] = [10, 11];

/** What modbus-serial rejects with (8.0.25: partly no Errors). `heardCharacters`: how many came since the request. */
export function explainReadError(error: unknown, heardCharacters: number): ReadFailure {
  if (error instanceof ReadFailure) return error;
  const { name, message, modbusCode } = fieldsOf(error);
  if (modbusCode !== null) {
    return gatewayCodes.includes(modbusCode)
      ? new ReadFailure("no_answer", "the gateway answers, the unit behind it does not")
      : new ReadFailure("exception", message, modbusCode);
  }
  if (name === "PortNotOpenError") return new ReadFailure("gone", "the port is closed");
  if (name === "TransactionTimedOutError")
    return heardCharacters === 0
      ? new ReadFailure("no_answer", "no answer in time")
      : new ReadFailure("bad_frame", `${heardCharacters} characters came that make no answer`);
  return new ReadFailure("bad_frame", message);
}

function fieldsOf(error: unknown): { name: string; message: string; modbusCode: number | null } {
  if (typeof error !== "object" || error === null)
    return { name: "", message: String(error), modbusCode: null };
  const name = "name" in error ? String(error.name) : "";
  const message = "message" in error ? String(error.message) : name;
  const modbusCode =
    "modbusCode" in error && typeof error.modbusCode === "number" ? error.modbusCode : null;
  return { name, message, modbusCode };
}
