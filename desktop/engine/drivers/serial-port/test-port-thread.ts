/** Opens a port in a worker thread, as the intake does, and hands on what arrives. For tests. */
import { parentPort, workerData } from "node:worker_threads";
import { serialLine } from "#shared/connections/serial-line.ts";
import { openPort } from "./open-port.ts";

const port = await openPort(serialLine.parse(workerData), {
  received: (bytes) => parentPort?.postMessage(Buffer.from(bytes).toString("latin1")),
  lost: ({ cause }) => parentPort?.postMessage(cause),
});
await port.write(Buffer.from("open"));
