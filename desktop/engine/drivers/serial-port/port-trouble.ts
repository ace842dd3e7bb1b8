import type { LinkLossCause } from "#shared/machines/sample.ts";
import { holderText } from "./port-holder.ts";
import type { PortHolder } from "./port-holder.ts";

/** Why a serial port cannot be used, and what a technician may try. */
export interface PortTrouble {
  readonly cause: Extract<LinkLossCause, "port_missing" | "port_busy" | "refused" | "unreachable">;
  readonly detail: string;
  readonly hint: string;
}

/**
 * What an error of opening or using a port means. serialport hands the system's words on as text.
 * @param holder who has the port open, as far as it is known
 */
export function portTrouble(error: unknown, path: string, holder: PortHolder | null): PortTrouble {
  const text = error instanceof Error ? error.message : String(error);
  if (/cannot lock port|temporarily unavailable|resource busy|EBUSY|Access denied/i.test(text))
    return {
      cause: "port_busy",
      detail: `${path} is in use by ${holderText(holder)}`,
      hint: holder?.isOurs
        ? "one connection reads a port: pause or remove the other one"
        : "close the other program: only one may have the port open",
    };
  if (/permission denied|EACCES|EPERM|not permitted/i.test(text))
    return {
      cause: "refused",
      detail: `no permission to open ${path}`,
      hint: "add the user of this program to the group that owns the port (dialout), then start it again",
    };
  if (
    /no such file|ENOENT|cannot find|File not found|ENODEV|no such device|ENXIO|EIO|I\/O error|input\/output error/i.test(
      text,
    )
  )
    return missingPort(path);
  return {
    cause: "unreachable",
    detail: `${path}: ${text}`,
    hint: "check the adapter, its driver and the line's parameters",
  };
}

export const missingPort = (path: string): PortTrouble => ({
  cause: "port_missing",
  detail: `${path} is not there`,
  hint: "plug the adapter in, or choose the port it has now",
});

/** An open port whose device went away: unplugged, or its driver gave up. */
export const unpluggedPort = (path: string, error: unknown): PortTrouble => ({
  cause: "port_missing",
  detail: `${path} went away${error instanceof Error ? ` (${error.message})` : ""}`,
  hint: "plug the adapter in again; reading goes on by itself",
});

/** The error of a port as one thing to throw and to tell. */
export class PortError extends Error {
  readonly trouble: PortTrouble;

  constructor(trouble: PortTrouble, cause?: unknown) {
    super(trouble.detail, { cause });
    this.trouble = trouble;
  }
}
