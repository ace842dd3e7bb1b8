import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { servePage } from "#desktop/page/serve-page.ts";
import type { EngineLog } from "../log/engine-log.ts";

export interface EngineServerOptions {
  /** 0 = any free port. */
  readonly port: number;
  /** Secret of this start; every socket must present it. */
  readonly token: string;
  /** Folder of the built page; null = no screens over http. */
  readonly pageFolder: string | null;
  readonly log: EngineLog;
  /** Takes over an accepted socket. `station` is `window` (Electron) or `browser`. */
  readonly onSocket: (socket: WebSocket, station: "window" | "browser", remote: string) => void;
}

export interface EngineServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** Sub-protocol of our messages; the token travels beside it because an address ends up in logs. */
const protocol = "unison.rpc.v1";
const windowOrigin = "plant://app";
const largestMessage = 8 * 1024 * 1024;

function presentsToken(request: IncomingMessage, token: string): boolean {
  const offered = (request.headers["sec-websocket-protocol"] ?? "")
    .split(",")
    .map((part) => part.trim());
  const given = offered.find((part) => part.startsWith("token."))?.slice("token.".length) ?? "";
  const a = Buffer.from(given);
  const b = Buffer.from(token);
  return offered.includes(protocol) && a.length === b.length && timingSafeEqual(a, b);
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Listens on 127.0.0.1 only. Serves the page over http and the operations over WebSocket at `/rpc`; a socket without
 * this start's token or from a foreign Origin is refused before it is opened.
 */
export async function openEngineServer(options: EngineServerOptions): Promise<EngineServer> {
  const { token, pageFolder, log, onSocket } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });
  const server: Server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const stations = new Map<string, "window" | "browser">([
    [windowOrigin, "window"],
    [`http://${host}`, "browser"],
  ]);

  server.on("request", (request, response) => {
    if (pageFolder === null) {
      response.writeHead(404).end();
      return;
    }
    const asked = {
      method: request.method ?? "",
      host: request.headers.host ?? "",
      target: request.url ?? "/",
    };
    servePage(asked, { bundleRoot: pageFolder, host, webSocketOrigin: `ws://${host}` }).then(
      (answer) => response.writeHead(answer.status, answer.headers).end(answer.body),
      (error: unknown) => {
        log.error({ err: error, target: asked.target }, "page could not be served");
        response.writeHead(500).end();
      },
    );
  });

  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const station = stations.get(request.headers.origin ?? "");
    if (request.url !== "/rpc") return refuseUpgrade(socket, "404 Not Found");
    if (!station || !presentsToken(request, token)) {
      log.warn({ origin: request.headers.origin ?? null }, "socket refused");
      return refuseUpgrade(socket, "401 Unauthorized");
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on("error", (error) => log.warn({ err: error }, "socket failed"));
      onSocket(webSocket, station, request.socket.remoteAddress ?? "");
    });
  });

  return {
    port,
    url: `http://${host}/#token=${token}`,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
