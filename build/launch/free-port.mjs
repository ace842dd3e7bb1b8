import net from "node:net";

/**
 * The first of the wished ports that nobody listens on, else any free one.
 * @param {readonly number[]} wished
 * @returns {Promise<number>}
 */
export async function freePort(wished) {
  for (const port of wished) {
    if ((await listenOnce(port)) !== undefined) return port;
  }
  const port = await listenOnce(0);
  if (port === undefined) throw new Error("No free port on 127.0.0.1.");
  return port;
}

/**
 * @param {number} port
 * @returns {Promise<number | undefined>} the port that could be opened (and is closed again)
 */
function listenOnce(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() =>
        resolve(address !== null && typeof address === "object" ? address.port : undefined),
      );
    });
  });
}
