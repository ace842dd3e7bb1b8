import { z } from "zod";
import { serialLine } from "./serial-line.ts";

/** A host on the machine network: a name or an IPv4 or IPv6 address. */
export const host = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?$/, {
    error: "must be a host name or an address such as 192.168.1.20",
  });
export const tcpPort = z.int().min(1).max(65_535);

const modbusTransport = z.discriminatedUnion("type", [
  z.object({ type: z.literal("tcp"), host, port: tcpPort.default(502) }).strict(),
  z
    .object({ type: z.literal("rtu"), line: serialLine })
    .strict()
    .refine(({ line }) => line.dataBits === 8, {
      error: "RTU needs 8 data bits; devices with 7 speak ASCII",
      path: ["line", "dataBits"],
    }),
  z.object({ type: z.literal("ascii"), line: serialLine }).strict(),
]);

/** One Modbus line or gateway. Units, tables, registers and value types stand in the address of each tag. */
export const modbusSettings = z
  .object({
    driver: z.literal("modbus"),
    transport: modbusTransport,
    /** How long a unit may take to answer one request. */
    timeoutMs: z.int().min(50).max(30_000).default(500),
    /** How often a tag is read that names no interval of its own. */
    pollMs: z.int().min(50).max(3_600_000).default(1_000),
    /** The most registers one request may ask for: the protocol allows 125, some devices fewer. */
    registersPerRead: z.int().min(2).max(125).default(125),
  })
  .strict();
export type ModbusSettings = z.infer<typeof modbusSettings>;
export type ModbusTransport = ModbusSettings["transport"];
