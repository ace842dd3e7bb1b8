import { z } from "zod";

export const baudRates = [
  300, 600, 1_200, 2_400, 4_800, 9_600, 14_400, 19_200, 38_400, 57_600, 115_200, 230_400,
] as const;

/**
 * A serial port and how characters travel on it. `path` should be the stable name, on Linux `/dev/serial/by-id/…`:
 * `ttyUSB0` becomes `ttyUSB1` after a re-plug.
 */
export const serialLine = z
  .object({
    path: z
      .string()
      .trim()
      .regex(/^(\/[\w./:+@-]{1,250}|COM\d{1,3})$/, {
        error: "must be a port such as /dev/serial/by-id/usb-… or COM3",
      }),
    baudRate: z
      .literal(baudRates, { error: `must be one of ${baudRates.join(", ")}` })
      .default(9_600),
    dataBits: z.literal([7, 8]).default(8),
    parity: z.enum(["none", "even", "odd"]).default("none"),
    stopBits: z.literal([1, 2]).default(1),
  })
  .strict();
export type SerialLine = z.infer<typeof serialLine>;

/** Bits that one character takes on the line, start bit included. */
export const bitsPerCharacter = (line: SerialLine): number =>
  1 + line.dataBits + (line.parity === "none" ? 0 : 1) + line.stopBits;
