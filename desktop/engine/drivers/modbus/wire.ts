import type { ModbusClient } from "./modbus-client.ts";

/** An open port or socket under a Modbus client, with what the client itself does not offer. */
export interface Wire {
  readonly client: ModbusClient;
  /** Requests carry numbers that answers repeat, so that a late answer is known for what it is. */
  readonly numbersRequests: boolean;
  /** Characters that came since the port opened. */
  readonly heardCharacters: number;
  /** Aborted once the port or socket is closed; the reason is a text. */
  readonly gone: AbortSignal;
  /** Waits for the silence that must lie before a frame to this unit, and forgets what is left of the one before. */
  settle(unit: number): Promise<void>;
  /** Throws away what came and was not read, in the program and in the driver of the port. */
  flush(): Promise<void>;
  /** Never rejects. */
  close(): Promise<void>;
}
