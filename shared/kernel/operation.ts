import { oc } from "@orpc/contract";
import { refusalSchemas } from "./refusal-schemas.ts";

/** `resource:action`, the closed list stands in shared/access. */
export type PermissionText = `${string}:${string}`;

export interface OperationMeta {
  /** A query reads, a command writes in one transaction, a stream keeps sending. */
  readonly kind: "query" | "command" | "stream";
  /** `public`: before sign-in; `signed-in`: any role; else the permission the role must have. */
  readonly permission: PermissionText | "public" | "signed-in";
  /** Runs on a reader thread because it may take more than 10 ms. */
  readonly heavy?: boolean;
  /** Licence feature that opens the operation; absent = always open. */
  readonly feature?: string;
}

const base = oc
  .$meta<OperationMeta>({ kind: "query", permission: "signed-in" })
  .errors(refusalSchemas);

/** Starts the declaration of a reading operation. */
export const query = (
  permission: OperationMeta["permission"],
  more: { heavy?: boolean; feature?: string } = {},
) => base.meta({ kind: "query", permission, ...more });

/** Starts the declaration of a writing operation: one transaction, audited, deduplicated by `commandId`. */
export const command = (permission: OperationMeta["permission"], more: { feature?: string } = {}) =>
  base.meta({ kind: "command", permission, ...more });

/** Starts the declaration of a subscription; its output is an event iterator. */
export const stream = (permission: OperationMeta["permission"], more: { feature?: string } = {}) =>
  base.meta({ kind: "stream", permission, ...more });
