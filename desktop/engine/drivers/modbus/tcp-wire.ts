import { connect } from "node:net";
import type { Socket } from "node:net";
import type { ModbusTransport } from "#shared/connections/modbus-settings.ts";
import { explainSocketError, OpenFailure } from "./open-failure.ts";
import { ModbusClient } from "./modbus-client.ts";
import type { Wire } from "./wire.ts";

type TcpTransport = Extract<ModbusTransport, { type: "tcp" }>;

/** After this long without a packet the system itself asks whether the other side is there. Milliseconds. */
const systemKeepAliveMs = 10_000;

/** modbus-serial 8.0.25 (ports/tcpport.js) waits for the rest of whatever came, for ever if it was no frame. */
const innerPortOf = (client: ModbusClient): { _clientRcvData: Buffer } =>
  (client as unknown as { _port: { _clientRcvData: Buffer } })._port;

/** Opens a socket. Rejects with OpenFailure within the limit. */
export async function openTcpWire(
  { host, port }: TcpTransport,
  limitMs: number,
  signal: AbortSignal,
): Promise<Wire> {
  const socket = await openSocket(host, port, limitMs, signal);
  const client = new ModbusClient();
  client.on("error", () => undefined);
  const gone = new AbortController();
  let heardCharacters = 0;
  socket.on("data", (data: Buffer) => (heardCharacters += data.length));
  socket.on("close", () => gone.abort("the other side closed the connection"));
  await client.linkTCP(socket, { port });
  return {
    client,
    numbersRequests: true,
    get heardCharacters() {
      return heardCharacters;
    },
    gone: gone.signal,
    settle: async () => undefined,
    flush: async () => {
      innerPortOf(client)._clientRcvData = Buffer.alloc(0);
    },
    close: async () => {
      gone.abort("closed by us");
      socket.destroy();
    },
  };
}

function openSocket(
  host: string,
  port: number,
  limitMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const fail = (error: unknown): void => {
      end();
      socket.destroy();
      reject(explainSocketError(error));
    };
    const abort = (): void => fail(new OpenFailure("unreachable", "stopped"));
    const timer = setTimeout(() => fail(new Error("ETIMEDOUT")), limitMs);
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      socket.removeListener("error", fail);
    };
    // One listener stays for good: an 'error' nobody listens to ends the process.
    socket.on("error", () => undefined);
    socket.once("error", fail);
    signal.addEventListener("abort", abort, { once: true });
    socket.once("connect", () => {
      end();
      socket.setKeepAlive(true, systemKeepAliveMs);
      resolve(socket);
    });
    if (signal.aborted) abort();
  });
}
