import { ORPCError } from "@orpc/client";
import { refusalSchemas } from "#shared/kernel/refusal-schemas.ts";
import type { RefusalCode, RefusalData } from "#shared/kernel/refusal.ts";
import { ConnectionLost } from "./connection-lost.ts";

export type KnownRefusal = {
  [Code in RefusalCode]: { kind: "refusal"; code: Code; data: RefusalData[Code] };
}[RefusalCode];

/** What went wrong, as far as a person needs to know. */
export type Failure =
  /** The engine said no, and why. */
  | KnownRefusal
  /** The engine went away before it answered. */
  | { kind: "lost" }
  /** A defect, at the engine or here. `incident` finds it in the log; null when the engine gave none. */
  | { kind: "bug"; incident: string | null };

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusalSchemas, code);

/** Issues of oRPC's own input check: paths come as arrays of keys. */
function inputIssues(data: unknown): RefusalData["INVALID"] | undefined {
  if (
    typeof data !== "object" ||
    data === null ||
    !("issues" in data) ||
    !Array.isArray(data.issues)
  )
    return undefined;
  return {
    issues: data.issues.map((issue: { path?: readonly unknown[]; message?: unknown }) => ({
      path: (issue.path ?? [])
        .map((key) => (typeof key === "object" && key !== null && "key" in key ? key.key : key))
        .join("."),
      message: String(issue.message ?? ""),
    })),
  };
}

/** An id that cannot be one names nothing: somebody mistyped an address, and no field is at fault. */
function missingRecord({ issues }: RefusalData["INVALID"]): KnownRefusal | null {
  const [issue] = issues;
  const name = /^(?:(.+)I|i)d$/.exec(issue?.path ?? "");
  if (issues.length !== 1 || name === null || issue?.message !== "must be a UUID") return null;
  return { kind: "refusal", code: "NOT_FOUND", data: { entity: name[1] ?? "record", id: "" } };
}

function incidentOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("incident" in data)) return null;
  return typeof data.incident === "string" ? data.incident : null;
}

/** Reads any thrown value. Unknown codes and malformed data are bugs, never a blank message. */
export function readFailure(error: unknown): Failure {
  if (error instanceof ConnectionLost) return { kind: "lost" };
  if (!(error instanceof ORPCError)) return { kind: "bug", incident: null };
  const code: string = error.code;
  const data: unknown = error.data;
  if (code === "BAD_REQUEST") {
    const invalid = inputIssues(data);
    if (invalid !== undefined)
      return missingRecord(invalid) ?? { kind: "refusal", code: "INVALID", data: invalid };
  }
  if (isRefusalCode(code)) {
    const parsed = refusalSchemas[code].data.safeParse(data);
    if (parsed.success) return { kind: "refusal", code, data: parsed.data } as KnownRefusal;
  }
  return { kind: "bug", incident: incidentOf(data) };
}

/** Field → message of a refusal that is about fields; empty for every other failure. */
export function fieldErrorsOf(failure: Failure): Record<string, string> {
  if (failure.kind !== "refusal") return {};
  if (failure.code === "INVALID") {
    const named = failure.data.issues.filter((issue) => issue.path !== "");
    return Object.fromEntries(named.toReversed().map((issue) => [issue.path, issue.message]));
  }
  return {};
}
