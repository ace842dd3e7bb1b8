import type { SerialSettings, Telegram } from "#shared/connections/serial-settings.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { DriverTag } from "../driver.ts";
import { SerialDriver } from "./serial-driver.ts";
import type { TestPty } from "./test-pty.ts";

const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const quiet = () => undefined;

/** The settings of a line that a pseudo-terminal stands for; its baud rate means nothing. */
export const lineOf = (port: TestPty): SerialSettings["transport"] => ({
  type: "line",
  line: { path: port.path, baudRate: 9_600, dataBits: 8, parity: "none", stopBits: 1 },
});

/** A driver as the engine opens it, not started. For tests. */
export const openSerial = (
  transport: SerialSettings["transport"],
  telegram: Telegram,
  tags: readonly DriverTag[] = [],
): SerialDriver =>
  new SerialDriver({
    connection: { id: "c" as ConnectionId, settings: { driver: "serial", transport, telegram } },
    tags,
    clock,
    log: { debug: quiet, info: quiet, warn: quiet },
  });
