import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocketServer } from "ws";
import { plantAppContract } from "#shared/contract/plant-app.contract.ts";
import { ConnectionLost } from "./connection-lost.ts";
import { EngineConnection } from "./engine-connection.ts";

const facts = {
  state: "ready",
  plant: null,
  engineVersion: "0.1.0",
  demoAvailable: false,
  isDemo: false,
  now: 0,
} as const;

/** A loopback server with as much of the contract as a connection needs; `hang` never answers. */
async function startEngine(port = 0) {
  const os = implement({
    plant: {
      welcome: plantAppContract.plant.welcome,
      exportConfig: plantAppContract.plant.exportConfig,
    },
  });
  const router = os.router({
    plant: {
      welcome: os.plant.welcome.handler(() => facts),
      exportConfig: os.plant.exportConfig.handler(() => new Promise<never>(() => undefined)),
    },
  });
  const handler = new RPCHandler(router);
  const server = createServer();
  const sockets = new WebSocketServer({
    server,
    handleProtocols: (offered) => (offered.has("token.right") ? "unison.rpc.v1" : false),
  });
  sockets.on("connection", (socket) => void handler.upgrade(socket));
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((closed) => server.close(closed));
    },
  };
}

let engine: Awaited<ReturnType<typeof startEngine>>;
let connection: EngineConnection;
let greetings = 0;

beforeEach(async () => {
  vi.stubGlobal("window", globalThis);
  greetings = 0;
  engine = await startEngine();
  connection = new EngineConnection({
    address: { url: `ws://127.0.0.1:${engine.port}/rpc`, token: "right" },
    greet: async (client) => {
      await client.plant.welcome();
      greetings += 1;
    },
  });
  connection.start();
});
afterEach(async () => {
  connection.stop();
  await engine.stop();
  vi.unstubAllGlobals();
});

describe("a page and a real socket", () => {
  test("a call made before the connection stands waits for the greeting", async () => {
    expect(connection.state().phase).toBe("connecting");
    expect((await connection.client.plant.welcome()).engineVersion).toBe("0.1.0");
    expect([connection.state().phase, greetings]).toEqual(["live", 1]);
  });

  test("the engine dies: the open call is lost, the next one waits for the restarted engine", async () => {
    await connection.whenLive();
    const open = connection.client.plant.exportConfig();
    const settled = open.catch((error: unknown) => error);
    const { port } = engine;
    await engine.stop();
    expect(await settled).toBeInstanceOf(ConnectionLost);
    expect(connection.state().phase).toBe("reconnecting");

    const next = connection.client.plant.welcome();
    engine = await startEngine(port);
    expect((await next).engineVersion).toBe("0.1.0");
    expect([connection.state().phase, greetings]).toEqual(["live", 2]);
  });

  test("somebody who stops waiting is let go", async () => {
    await connection.whenLive();
    await engine.stop();
    await vi.waitFor(() => expect(connection.state().phase).toBe("reconnecting"));
    const abort = new AbortController();
    const waiting = connection.whenLive(abort.signal);
    abort.abort();
    await expect(waiting).rejects.toThrow("abort");
    engine = await startEngine();
  });
});
