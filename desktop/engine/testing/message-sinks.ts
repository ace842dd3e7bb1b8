import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface SunkMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | null;
  readonly text: string;
}

/** A real SMTP server on this PC that keeps what it is sent. */
export interface SmtpSink extends AsyncDisposable {
  readonly port: number;
  readonly mails: SunkMail[];
  /** Refuses this many mails with a temporary error first. */
  refuses: number;
  readonly users: Map<string, string>;
}

/** @param options `secure`, `authOptional`, `hideSTARTTLS`, … over the defaults: plain, no sign-in */
export async function smtpSink(options: SMTPServerOptions = {}): Promise<SmtpSink> {
  const mails: SunkMail[] = [];
  const users = new Map<string, string>();
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: ({ username = "", password = "" }, _session, done) =>
      users.get(username) === password
        ? done(null, { user: username })
        : done(new Error("Invalid user name or password")),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (sink.refuses > 0) {
          sink.refuses--;
          return done(Object.assign(new Error("mailbox busy"), { responseCode: 451 }));
        }
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user: session.user ?? null,
          text: Buffer.concat(chunks).toString("utf8"),
        });
        done();
      });
    },
    ...options,
  });
  // A client that does not trust the certificate hangs up: that is what some tests want to see.
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const sink: SmtpSink = {
    port: (server.server.address() as AddressInfo).port,
    mails,
    users,
    refuses: 0,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return sink;
}

export interface SunkPost {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

/** A real HTTP server on this PC that keeps what it is posted. */
export interface HttpSink extends AsyncDisposable {
  readonly url: string;
  readonly posts: SunkPost[];
  /** What it does with the next posts, the first one first; then it takes all. */
  readonly answers: ((response: ServerResponse) => void)[];
}

export async function httpSink(): Promise<HttpSink> {
  const posts: SunkPost[] = [];
  const answers: ((response: ServerResponse) => void)[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    posts.push({
      path: request.url ?? "",
      key: request.headers["idempotency-key"] as string | undefined,
      body: JSON.parse(Buffer.concat(chunks).toString("utf8")),
    });
    const answer = answers.shift() ?? ((quiet) => void quiet.writeHead(200).end("ok"));
    answer(response);
  };
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    answers,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
