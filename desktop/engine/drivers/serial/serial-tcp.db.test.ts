import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { readyTelegram } from "#shared/connections/serial/telegram-profiles.ts";
import type { Telegram } from "#shared/connections/serial-settings.ts";
import { driverConformance } from "../conformance.ts";
import { FakeScale } from "./fake-scale.ts";
import { openSerial } from "./test-line.ts";

const { telegram } = readyTelegram("mt_sics");
const quick: Telegram = {
  ...telegram,
  exchange: { type: "poll", request: "SI\\r\\n", everyMs: 50, timeoutMs: 500 },
  silentAfterMs: 1_500,
};

/** A serial device server with a scale behind it. */
class TestDeviceServer {
  #server: Server | null = null;
  #port = 0;
  readonly #sockets = new Set<Socket>();

  get address(): { readonly type: "tcp"; readonly host: string; readonly port: number } {
    return { type: "tcp", host: "127.0.0.1", port: this.#port };
  }

  async open(): Promise<void> {
    const server = createServer((socket) => {
      const scale = new FakeScale((characters) => socket.write(characters));
      scale.drift = 0.5;
      this.#sockets.add(socket);
      socket.on("data", (bytes) => scale.hear(bytes.toString("latin1")));
      socket.on("error", () => undefined);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

driverConformance("serial, a scale behind a device server", async () => {
  const server = new TestDeviceServer();
  await server.open();
  const { address } = server;
  return {
    changing: ["weight", "raw"],
    unknownAddress: "temperature",
    browseParent: null,
    open: (tags) => openSerial(address, quick, tags),
    breakLink: () => server.close(),
    repairLink: () => server.open(),
    close: () => server.close(),
  };
});
