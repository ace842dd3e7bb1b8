import { setErrorLogger, setWarningLogger } from "node-opcua";
import type { DriverLog } from "../driver.ts";

/** Terminal colour sequences, which node-opcua puts into its texts. */
// oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
const colour = /\u001b\[[0-9;]*m/g;

/** node-opcua writes some 80 lines to the console per reconnection: they go to the engine's log instead, at debug level. */
export function logNodeOpcuaTo(log: DriverLog): void {
  const write =
    (level: string) =>
    (...parts: unknown[]): void => {
      log.debug(
        { source: "node-opcua", level },
        parts.map(String).join(" ").replace(colour, "").slice(0, 1_000),
      );
    };
  setWarningLogger(write("warning"));
  setErrorLogger(write("error"));
}
