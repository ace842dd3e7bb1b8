import { z } from "zod";

/**
 * What engine and port process say to each other. serialport delivers everything to the main thread's event loop: in a
 * worker thread it reads nothing and ends the whole process (13.0.0: `uv_default_loop` in poller.cpp and
 * serialport_win.cpp). So each open port lives in a process of its own, which also keeps a driver that hangs away from us.
 */
export const portOptions = z.object({
  path: z.string(),
  baudRate: z.number(),
  dataBits: z.literal([5, 6, 7, 8]).default(8),
  parity: z.enum(["none", "even", "odd"]).default("none"),
  stopBits: z.literal([1, 2]).default(1),
});
export type PortOptions = z.infer<typeof portOptions>;

const call = { id: z.number() };
export const toPort = z.discriminatedUnion("type", [
  z.object({ type: z.literal("open"), ...call, options: portOptions }),
  z.object({ type: z.literal("write"), ...call, bytes: z.instanceof(Uint8Array) }),
  z.object({ type: z.literal("flush"), ...call }),
  z.object({ type: z.literal("drain"), ...call }),
  z.object({ type: z.literal("close"), ...call }),
]);
export type ToPort = z.infer<typeof toPort>;

export const fromPort = z.discriminatedUnion("type", [
  /** A call is done; `error` says why it failed. */
  z.object({ type: z.literal("done"), ...call, error: z.string().nullable() }),
  z.object({ type: z.literal("data"), bytes: z.instanceof(Uint8Array) }),
  /** The device is no longer there; the process ends. */
  z.object({ type: z.literal("gone"), why: z.string() }),
]);
export type FromPort = z.infer<typeof fromPort>;
