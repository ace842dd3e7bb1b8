import { z } from "zod";
import type { Brand } from "./brand.ts";

/** UUIDv7 text, made where the row is born; sorts by time of birth. */
export type Id<Entity extends string> = Brand<string, Entity>;

export type PlantId = Id<"plant">;
export type UserId = Id<"user">;
export type ConnectionId = Id<"connection">;
export type TagId = Id<"tag">;
export type MachineId = Id<"machine">;
export type ProductId = Id<"product">;
export type IdealCycleId = Id<"ideal-cycle">;
export type RunId = Id<"run">;
export type ReasonId = Id<"reason">;
export type ShiftPatternId = Id<"shift-pattern">;
export type ShiftInstanceId = Id<"shift-instance">;
export type EventId = Id<"event">;
export type ReasonRuleId = Id<"reason-rule">;
export type StopEditId = Id<"stop-edit">;
export type StopClassId = Id<"stop-class">;
export type PlannedDowntimeId = Id<"planned-downtime">;
export type HandoverId = Id<"handover">;
export type SavedViewId = Id<"saved-view">;
export type AndonCallId = Id<"andon-call">;
export type AlertRuleId = Id<"alert-rule">;
export type AlertId = Id<"alert">;
export type WebhookTargetId = Id<"webhook-target">;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Schema of an id; on the wire it is plain text, inside it cannot be mixed with another entity's id. */
export function idOf<Entity extends string>() {
  return z
    .string()
    .regex(uuid, { error: "must be a UUID" })
    .transform((text) => text as Id<Entity>);
}

/**
 * A UUIDv7 (RFC 9562) from an instant in UTC milliseconds and ten random bytes.
 * Pure: the caller owns the clock and the randomness.
 */
export function uuidv7<Entity extends string>(atMs: number, random: Uint8Array): Id<Entity> {
  if (random.length < 10) throw new RangeError("uuidv7 needs 10 random bytes");
  const bytes = new Uint8Array(16);
  let time = atMs;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Entity>;
}
