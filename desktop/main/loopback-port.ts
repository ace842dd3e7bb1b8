import net from "node:net";

/**
 * A port on 127.0.0.1 that nobody uses: the wished one if it is free, else any.
 * (Somebody may take it before we do; the engine's start then fails and is tried again.)
 */
export async function loopbackPort(wished: number | undefined): Promise<number> {
  if (wished !== undefined && (await tryPort(wished)) !== undefined) return wished;
  const port = await tryPort(0);
  if (port === undefined) throw new Error("No free port on 127.0.0.1.");
  return port;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
