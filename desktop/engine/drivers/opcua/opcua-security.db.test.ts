import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { opcuaPolicies } from "#shared/connections/opcua-settings.ts";
import type { ConnectionSecret } from "#shared/connections/connection-rows.ts";
import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import { eventually } from "../eventually.ts";
import { RecordingSink } from "../recording-sink.ts";
import { distrust, listCertificates, trust } from "./certificate-store.ts";
import { discoverEndpoints } from "./discover-endpoints.ts";
import { logNodeOpcuaTo } from "./node-opcua-log.ts";
import { ensureOwnCertificate, ownThumbprint, renewOwnCertificate } from "./own-certificate.ts";
import { TcpCut } from "./tcp-cut.ts";
import { id, password, testDriver, testLog, testSettings, testTag, user } from "./test-driver.ts";
import { TestServerProcess } from "./test-server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "unison-opcua-security-"));
const pkiFolder = join(folder, "plant");
const person = join(folder, "person");
const server = await TestServerProcess.prepare();
logNodeOpcuaTo(testLog);

beforeAll(async () => {
  // A person's certificate is one like any other.
  await ensureOwnCertificate(person);
  await server.start({ everySecurity: true });
});
afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const personCertificate = (): ConnectionSecret => ({
  kind: "user_certificate",
  certificatePem: readFileSync(join(person, "own", "certs", "client_certificate.pem"), "utf8"),
  privateKeyPem: readFileSync(join(person, "own", "private", "private_key.pem"), "utf8"),
});

const identities = {
  anonymous: { identity: { type: "anonymous" }, login: () => null },
  user: { identity: user, login: () => password("secret") },
  certificate: { identity: { type: "certificate" }, login: personCertificate },
} as const satisfies Record<
  string,
  { identity: OpcuaSettings["identity"]; login: () => ConnectionSecret | null }
>;

const secured = [...opcuaPolicies].flatMap((policy) =>
  (["Sign", "SignAndEncrypt"] as const).map((mode) => ({ mode, policy })),
);
const everyWay = [{ mode: "None", policy: "None" } as const, ...secured].flatMap((security) =>
  (Object.keys(identities) as (keyof typeof identities)[]).map((who) => ({ ...security, who })),
);

async function valueOver(
  security: OpcuaSettings["security"],
  who: keyof typeof identities,
  login: ConnectionSecret | null = identities[who].login(),
) {
  const sink = new RecordingSink();
  const { identity } = identities[who];
  const settings = testSettings(server.endpoint, { security, identity });
  const driver = testDriver({ settings, login, pkiFolder, tags: [testTag("running")] });
  await driver.start(sink);
  await eventually(() => sink.received.length > 0, "an answer");
  if (driver.health().link === "live")
    await eventually(() => sink.last(id("running")) !== undefined, "a value");
  const health = driver.health();
  await driver.stop();
  return { health, last: sink.last(id("running")) };
}

describe("opcua: every policy, mode and sign-in", () => {
  it("lists them all with what people need to decide", async () => {
    const before = await discoverEndpoints(server.endpoint, pkiFolder, 10_000);
    expect(before.map((one) => `${one.policy} ${one.mode}`).toSorted()).toEqual(
      [...secured, { policy: "None", mode: "None" }]
        .map((one) => `${one.policy} ${one.mode}`)
        .toSorted(),
    );
    for (const offer of before)
      expect(offer).toMatchObject({
        isSupported: true,
        isTrusted: false,
        thumbprint: server.thumbprint,
        subject: expect.stringContaining("CN="),
        validTo: expect.any(Number),
        tokens: expect.arrayContaining(["anonymous", "user_name", "certificate"]),
      });
  });

  it("is closed until the server's certificate is trusted, and again when it is no more", async () => {
    const security = { mode: "Sign", policy: "Basic256Sha256" } as const;
    const untrusted = await valueOver(security, "anonymous");
    expect(untrusted.health).toMatchObject({ link: "lost", cause: "untrusted_certificate" });
    expect(listCertificates(pkiFolder, Date.now())).toEqual([
      expect.objectContaining({ thumbprint: server.thumbprint, status: "rejected" }),
    ]);
    trust(pkiFolder, server.thumbprint, Date.now());
    expect((await valueOver(security, "anonymous")).last).toMatchObject({ status: 0 });
    distrust(pkiFolder, server.thumbprint, Date.now());
    expect((await valueOver(security, "anonymous")).health.cause).toBe("untrusted_certificate");
    trust(pkiFolder, server.thumbprint, Date.now());
  });

  it.each(everyWay)("$policy $mode as $who", async ({ mode, policy, who }) => {
    const { last } = await valueOver({ mode, policy }, who);
    expect(last).toMatchObject({ value: false, status: 0 });
  });

  it.each([
    ["None", "None"],
    ["SignAndEncrypt", "Aes256_Sha256_RsaPss"],
  ] as const)("a wrong password is told as such, mode %s", async (mode, policy) => {
    const { health } = await valueOver({ mode, policy }, "user", password("guess"));
    expect(health).toMatchObject({ link: "lost", cause: "wrong_login" });
    expect(JSON.stringify(health)).not.toContain("guess");
  });

  it("a password is encrypted on a channel without security too", async () => {
    const cable = await TcpCut.between(server.endpoint);
    const pieces: Buffer[] = [];
    cable.listen((piece) => pieces.push(piece));
    const sink = new RecordingSink();
    const driver = testDriver({
      settings: testSettings(cable.endpoint, { identity: user }),
      login: password("secret"),
      pkiFolder,
      tags: [testTag("running")],
    });
    await driver.start(sink);
    await eventually(() => sink.last(id("running")) !== undefined, "a value");
    await driver.stop();
    await cable.close();
    const passed = Buffer.concat(pieces);
    expect(passed.includes("oee")).toBe(true);
    expect(passed.includes("secret")).toBe(false);
  });

  it("a missing password and an unreadable certificate are told without asking the server", async () => {
    const none = { mode: "None", policy: "None" } as const;
    expect((await valueOver(none, "user", null)).health).toMatchObject({ cause: "wrong_login" });
    const broken = { ...personCertificate(), certificatePem: "-----BEGIN CERTIFICATE-----" };
    const { health } = await valueOver(none, "certificate", broken as ConnectionSecret);
    expect(health).toMatchObject({ cause: "wrong_login" });
  });

  it("a renewed certificate of ours is used from the next channel on", async () => {
    const before = ownThumbprint(pkiFolder);
    await renewOwnCertificate(pkiFolder, Date.now());
    expect(ownThumbprint(pkiFolder)).not.toBe(before);
    const security = { mode: "SignAndEncrypt", policy: "Basic256Sha256" } as const;
    expect((await valueOver(security, "user")).last).toMatchObject({ status: 0 });
  });
});

describe("opcua: certificates that cannot be accepted", () => {
  const security = { mode: "SignAndEncrypt", policy: "Basic256Sha256" } as const;

  const failureOf = async (other: TestServerProcess) => {
    const sink = new RecordingSink();
    const settings = testSettings(other.endpoint, { security });
    const driver = testDriver({ settings, pkiFolder, tags: [testTag("running")] });
    await driver.start(sink);
    await eventually(() => sink.changes.length > 0, "a link change");
    const health = driver.health();
    await driver.stop();
    return health;
  };

  it("an expired certificate of the server stays refused though it is trusted", async () => {
    const old = await TestServerProcess.started({ secured: true, isExpired: true });
    expect(await failureOf(old)).toMatchObject({ cause: "untrusted_certificate" });
    trust(pkiFolder, old.thumbprint, Date.now());
    expect(await failureOf(old)).toMatchObject({
      link: "lost",
      cause: "certificate_expired",
      detail: expect.stringContaining("expired on"),
    });
    await old.dispose();
  });

  it("a server that closes without a reason is told with our thumbprint", async () => {
    const strict = await TestServerProcess.started({ secured: true, acceptsClients: false });
    trust(pkiFolder, strict.thumbprint, Date.now());
    await failureOf(strict);
    trust(pkiFolder, strict.thumbprint, Date.now());
    expect(await failureOf(strict)).toMatchObject({
      cause: "own_certificate_refused",
      detail: expect.stringContaining(ownThumbprint(pkiFolder)!),
    });
    await strict.dispose();
  });
});
