import { lookup } from "node:dns";
import { request as requestHttp, type ClientRequest, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import type { AttemptResult } from "#shared/alerts/retry-delivery.ts";
import { addressIssue, isPrivateAddress } from "./webhook-address.ts";

/** From the first byte to the whole answer. */
const limitMs = 10_000;
/** Of an answer only the beginning is looked at. */
const answerBytes = 2_000;

export interface Post {
  /** The secret address. */
  readonly address: string;
  readonly allowsPrivate: boolean;
  readonly body: object;
  /** Known again by the receiver if it ever came twice. */
  readonly id: string;
  readonly limitMs?: number;
}

/** Looks a name up and refuses one that leads into the plant's own network although nobody said so. */
const outsideOnly: LookupFunction = (host, options, done) =>
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, "", 0);
    const found = addresses.find(({ address }) => !isPrivateAddress(address));
    if (found === undefined)
      return done(new Error("the name leads into the plant's own network"), "", 0);
    if (options.all === true) return done(null, [found]);
    return done(null, found.address, found.family);
  });

/**
 * Posts JSON once; a redirect is not followed, because the address beyond it is nobody's choice. Whatever went wrong is
 * said without the address.
 */
export async function postWebhook(post: Post): Promise<AttemptResult> {
  const issue = addressIssue(post.address, post.allowsPrivate);
  if (issue !== null) return { is: "refused", detail: issue };
  const url = new URL(post.address);
  const body = Buffer.from(JSON.stringify(post.body), "utf8");
  const options: RequestOptions = {
    method: "POST",
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-length": body.length,
      "user-agent": "Unison",
      "idempotency-key": post.id,
    },
    agent: false,
    signal: AbortSignal.timeout(post.limitMs ?? limitMs),
    ...(post.allowsPrivate ? {} : { lookup: outsideOnly }),
  };
  const request =
    url.protocol === "https:" ? requestHttps(url, options) : requestHttp(url, options);
  return answered(request, body);
}

function answered(request: ClientRequest, body: Buffer): Promise<AttemptResult> {
  return new Promise((resolve) => {
    let isHandedOver = false;
    request.on("finish", () => (isHandedOver = true));
    request.on("error", (error: NodeJS.ErrnoException) => {
      const why = error.name === "AbortError" || error.name === "TimeoutError";
      const detail = why ? "no answer in time" : (error.code ?? error.message).slice(0, 200);
      resolve({
        is: isHandedOver && request.socket?.connecting === false ? "unsure" : "failed",
        detail,
      });
    });
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const status = response.statusCode ?? 0;
      const done = () => resolve(resultOf(status, Buffer.concat(chunks).toString("utf8")));
      response.on("data", (chunk: Buffer) => {
        if (size < answerBytes) chunks.push(chunk);
        size += chunk.length;
        if (size >= answerBytes) response.destroy();
      });
      // The status has told all that matters, however the rest of the answer ends.
      response.on("close", done);
      response.on("error", done);
    });
    request.end(body);
  });
}

function resultOf(status: number, answer: string): AttemptResult {
  if (status >= 200 && status < 300) return { is: "sent" };
  const detail = `HTTP ${status} ${answer.replace(/\s+/g, " ").slice(0, 200)}`.trim();
  // Too much at once or a server in trouble passes; anything else is a no to this very request.
  const passes = status === 408 || status === 425 || status === 429 || status >= 500;
  return { is: passes ? "failed" : "refused", detail };
}
