import { AttributeIds } from "node-opcua";
import type { OPCUAClient } from "node-opcua";
import type { TestResult } from "../driver.ts";
import { serverClockNode } from "./clock-watch.ts";
import { toInstant } from "./convert-value.ts";
import { discoverEndpoints } from "./discover-endpoints.ts";
import type { OfferedEndpoint } from "./discover-endpoints.ts";
import { closeChannel, explainAccess, openChannel, openSession } from "./open-session.ts";
import type { ServerAccess } from "./open-session.ts";
import type { ServiceSession } from "./service-session.ts";

type Step = TestResult["steps"][number];

/** Each step may take this long; four steps stay under the 15 s a person waits. */
const stepLimitMs = 3_500;

/**
 * Tries one server step by step: reach, endpoint, certificate, session, read. Stops at the first step that fails and
 * says what to do. Never throws, never hangs, leaves nothing open.
 */
export async function tryServer(access: ServerAccess, now: () => number): Promise<TestResult> {
  const steps: Step[] = [];
  const quick: ServerAccess = {
    ...access,
    timing: { ...access.timing, connectLimitMs: stepLimitMs, closeLimitMs: 500 },
  };
  const abort = new AbortController();
  let client: OPCUAClient | null = null;
  let session: ServiceSession | null = null;
  const failed = (step: string, error: unknown): TestResult => {
    const failure = explainAccess(error, access);
    return {
      ok: false,
      steps: [...steps, { step, ok: false, detail: failure.message }],
      hint: failure.hint,
    };
  };
  try {
    const offers = await discoverEndpoints(
      access.settings.endpoint,
      access.pkiFolder,
      stepLimitMs,
    ).catch((error: unknown) => error as Error);
    if (offers instanceof Error) return failed("reach", offers);
    steps.push({ step: "reach", ok: true, detail: access.settings.endpoint });
    steps.push(endpointStep(offers, access));
    if (!steps.at(-1)!.ok)
      return { ok: false, steps, hint: "choose a mode and policy the server offers" };
    try {
      client = await openChannel(quick, abort.signal);
      steps.push({ step: "certificate", ok: true, detail: certificateDetail(access) });
    } catch (error) {
      return failed("certificate", error);
    }
    try {
      session = await openSession(client, quick);
      steps.push({
        step: "session",
        ok: true,
        detail: sessionDetail(access),
      });
    } catch (error) {
      return failed("session", error);
    }
    try {
      const value = await session.read({
        nodeId: serverClockNode,
        attributeId: AttributeIds.Value,
      });
      const theirs = toInstant(value.value.value as Date | null);
      if (theirs === null)
        return failed("read", new Error(`server time: ${value.statusCode.name}`));
      steps.push({
        step: "read",
        ok: true,
        detail: `server time ${new Date(theirs).toISOString()}, ${theirs - now()} ms from ours`,
      });
      return { ok: true, steps, hint: null };
    } catch (error) {
      return failed("read", error);
    }
  } finally {
    abort.abort();
    if (client) await closeChannel(client, session, quick.timing.closeLimitMs);
  }
}

function endpointStep(offers: readonly OfferedEndpoint[], { settings }: ServerAccess): Step {
  const { mode, policy } = settings.security;
  const offered = [...new Set(offers.map((one) => `${one.policy} ${one.mode}`))].join(", ");
  const isOffered = offers.some((one) => one.mode === mode && one.policy === policy);
  return {
    step: "endpoint",
    ok: isOffered,
    detail: isOffered
      ? `${policy} ${mode} of ${offered}`
      : `${policy} ${mode} is not offered; offered: ${offered}`,
  };
}

const certificateDetail = ({ settings }: ServerAccess): string =>
  settings.security.mode === "None" ? "no security" : "the server's certificate is trusted";

function sessionDetail({ settings: { identity } }: ServerAccess): string {
  switch (identity.type) {
    case "anonymous":
      return "anonymous";
    case "user":
      return `signed in as ${identity.userName}`;
    case "certificate":
      return "signed in with a certificate";
    default:
      return identity satisfies never;
  }
}
