/** The engine went away before it answered. Nothing is known about the outcome; sending the same command id again is safe. */
export class ConnectionLost extends Error {
  constructor(cause?: unknown) {
    super("The connection to the engine was lost.", { cause });
    this.name = "ConnectionLost";
  }
}
