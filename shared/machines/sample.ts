import type { ConnectionId, TagId } from "../kernel/id.ts";

/** A scalar as machines deliver it. 64-bit integers beyond 2^53 arrive as bigint; localized text as its text. */
export type TagValue = number | bigint | boolean | string | null;

/**
 * One reading of one tag, as a driver emits it. Instants are UTC milliseconds.
 * `status` is the whole OPC UA status code (other drivers use the three severities 0x00000000, 0x40000000, 0x80000000).
 */
export interface Sample {
  readonly tag: TagId;
  readonly value: TagValue;
  readonly status: number;
  readonly sourceTime: number | null;
  readonly serverTime: number | null;
  readonly receivedTime: number;
  /** It comes from the server's own history, read after a gap. */
  readonly isBackRead?: true;
}

export type Quality = "good" | "uncertain" | "bad";

/**
 * Severity from the top two bits (OPC UA Part 4, 7.39). Never compare with zero: GoodLocalOverride (0x00960000) and a
 * good value with the overflow bits (0x480) are good too.
 */
export function qualityOf(status: number): Quality {
  const severity = status >>> 30;
  return severity === 0 ? "good" : severity === 1 ? "uncertain" : "bad";
}

/** The server dropped values between this one and the one before (info type DataValue + overflow). */
export const isOverflow = (status: number): boolean => (status & 0x480) === 0x480;

/** Why a link is not live; shown to people and kept in the gap ledger. */
export const linkLossCauses = [
  "starting",
  /** Nothing answers at the address, or the network was cut. */
  "unreachable",
  /** The other side refuses us for a reason of its own; `detail` says which. */
  "refused",
  "wrong_login",
  "untrusted_certificate",
  "certificate_expired",
  /** The server closed the channel without a reason: most often it does not trust our certificate. */
  "own_certificate_refused",
  /** Connected, and nothing comes. */
  "silent",
  "server_restarted",
  "nodes_missing",
  /** The serial port is not there: unplugged. */
  "port_missing",
  /** Another program or connection has the port open. */
  "port_busy",
  /** Characters arrive that make no frame: wrong baud rate, parity or wiring. */
  "bad_frames",
  "engine_stopped",
  "overflow",
  "disabled",
] as const;
export type LinkLossCause = (typeof linkLossCauses)[number];

/** The state of a connection changed. `at`: the last instant the link was known good (lost) or is good again (live). */
export type LinkChange =
  | { readonly connection: ConnectionId; readonly link: "live"; readonly at: number }
  | {
      readonly connection: ConnectionId;
      readonly link: "lost";
      readonly at: number;
      readonly cause: LinkLossCause;
      readonly detail: string;
    };
