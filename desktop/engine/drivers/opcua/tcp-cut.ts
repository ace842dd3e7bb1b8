import { connect, createServer } from "node:net";
import type { Server, Socket } from "node:net";

/** A cable between a client and a server that a test can cut. */
export class TcpCut {
  readonly endpoint: string;
  readonly #listener: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #isSwallowing = false;

  private constructor(listener: Server, endpoint: string) {
    this.#listener = listener;
    this.endpoint = endpoint;
  }

  static async between(endpoint: string): Promise<TcpCut> {
    const target = new URL(endpoint.replace("opc.tcp", "http"));
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const address = listener.address();
    const port = address && typeof address === "object" ? address.port : 0;
    const cable = new TcpCut(listener, `opc.tcp://127.0.0.1:${port}${target.pathname}`);
    listener.on("connection", (near) => cable.#join(near, Number(target.port)));
    return cable;
  }

  #join(near: Socket, port: number): void {
    if (this.#isCut) return void near.destroy();
    const far = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on("error", () => undefined);
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.on("data", (piece: Buffer) => this.#listener.emit("passed", piece));
      one.pipe(other);
      if (this.#isSwallowing) one.pause();
    }
  }

  /** Hears everything that passes, in either direction. */
  listen(hear: (piece: Buffer) => void): void {
    this.#listener.on("passed", hear);
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing passes any more and nobody is told: a switch that died behind the next one. */
  swallow(): void {
    this.#isSwallowing = true;
    for (const socket of this.#sockets) socket.pause();
  }

  restore(): void {
    this.#isCut = false;
    this.#isSwallowing = false;
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#listener.close(resolve));
  }
}
