import { connect } from "node:net";
import type { CharacterLine, LineListener } from "./character-line.ts";
import { LineError } from "./line-trouble.ts";

/** Where a serial device server hands its characters over. */
export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

const connectLimitMs = 5_000;
/** With ten probes a second apart (libuv), a device server without power is known dead after 12 s. */
const keepAliveMs = 2_000;

const hint =
  "check that the device server has power and is in the network, and its address and port";

const reasonOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);

/** Opens a raw TCP connection to a serial device server. @throws {LineError} nothing answers */
export function openTcpLine(
  { host, port }: TcpAddress,
  listener: LineListener,
  signal?: AbortSignal,
): Promise<CharacterLine> {
  const where = `${host}:${port}`;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMs,
    });
    let phase: "opening" | "open" | "over" = "opening";
    const end = (detail: string, error?: unknown): void => {
      const before = phase;
      phase = "over";
      clearTimeout(limit);
      signal?.removeEventListener("abort", giveUp);
      socket.destroy();
      const failure = new LineError({ cause: "unreachable", detail, hint }, error);
      if (before === "opening") reject(failure);
      if (before === "open") listener.lost(failure.trouble);
    };
    const giveUp = (): void => end(`${where}: given up`);
    const limit = setTimeout(() => end(`${where} does not answer`), connectLimitMs);
    signal?.addEventListener("abort", giveUp, { once: true });
    socket.on("error", (error) => end(`${where}: ${reasonOf(error)}`, error));
    socket.on("close", () => end(`${where} closed the connection`));
    socket.on("data", (bytes: Buffer) => {
      if (phase === "open") listener.received(bytes);
    });
    socket.once("connect", () => {
      clearTimeout(limit);
      signal?.removeEventListener("abort", giveUp);
      phase = "open";
      resolve({
        write: (bytes) =>
          new Promise((written) => {
            if (phase !== "open") return written();
            socket.write(bytes, () => written());
          }),
        close: async () => {
          phase = "over";
          socket.destroy();
        },
      });
    });
  });
}
