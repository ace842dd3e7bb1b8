import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  admitServerCertificate,
  distrust,
  forget,
  isTrusted,
  listCertificates,
  reject,
  trust,
} from "./certificate-store.ts";
import { ownCertificate, readOwnKeyPair, renewOwnCertificate } from "./own-certificate.ts";

const folder = mkdtempSync(join(tmpdir(), "unison-pki-"));
const plant = join(folder, "plant");
const server = join(folder, "server");
const now = Date.now();
const tenYears = 10 * 365 * 86_400_000;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("our own certificate", () => {
  it("is made once, says its application URI, and keeps it when it is renewed with another key", async () => {
    const made = await ownCertificate(plant, now);
    expect(made).toMatchObject({
      applicationUri: expect.stringMatching(/^urn:.+:Unison$/),
      validity: "valid",
      pem: expect.stringContaining("BEGIN CERTIFICATE"),
    });
    expect(Buffer.from(made.derBase64, "base64").equals(readOwnKeyPair(plant).certificate)).toBe(
      true,
    );
    expect(await ownCertificate(plant, now)).toEqual(made);
    const keyBefore = readOwnKeyPair(plant).privateKeyPem;

    const renewed = await renewOwnCertificate(plant, now);
    expect(renewed.thumbprint).not.toBe(made.thumbprint);
    expect(renewed.applicationUri).toBe(made.applicationUri);
    expect(readOwnKeyPair(plant).privateKeyPem).not.toBe(keyBefore);
    expect(readdirSync(plant)).toEqual(["own"]);
    expect((await ownCertificate(plant, made.validTo - 1_000)).validity).toBe("soon");
    expect((await ownCertificate(plant, now + 2 * tenYears)).validity).toBe("expired");
  });
});

describe("certificates of servers", () => {
  it("an unknown one is kept as rejected, trusted by a person, distrusted and forgotten again", async () => {
    const { thumbprint } = await ownCertificate(server, now);
    const { certificate } = readOwnKeyPair(server);
    expect(() => admitServerCertificate(plant, certificate, undefined, now)).toThrow(
      /nobody has trusted/,
    );
    expect(() => admitServerCertificate(plant, certificate, undefined, now)).toThrow();
    expect(listCertificates(plant, now)).toEqual([
      expect.objectContaining({ thumbprint, status: "rejected", validity: "valid" }),
    ]);

    expect(trust(plant, thumbprint, now)).toMatchObject({ thumbprint, status: "trusted" });
    expect(admitServerCertificate(plant, certificate, undefined, now)).toEqual(certificate);
    expect(listCertificates(plant, now).map((one) => one.status)).toEqual(["trusted"]);
    reject(plant, certificate);
    expect(listCertificates(plant, now).map((one) => one.status)).toEqual(["trusted"]);

    expect(distrust(plant, thumbprint, now)).toMatchObject({ status: "rejected" });
    expect(isTrusted(plant, thumbprint)).toBe(false);
    expect(forget(plant, thumbprint)).toBe(true);
    expect(forget(plant, thumbprint)).toBe(false);
    expect(trust(plant, thumbprint, now)).toBeNull();
    expect(listCertificates(plant, now)).toEqual([]);
  });

  it("a connection bound to one certificate accepts no other, trusted or not", async () => {
    const { thumbprint } = await ownCertificate(server, now);
    const { certificate } = readOwnKeyPair(server);
    const other = "0".repeat(40);
    reject(plant, certificate);
    trust(plant, thumbprint, now);
    expect(() => admitServerCertificate(plant, certificate, other, now)).toThrow(
      /accepts only 0000/,
    );
    distrust(plant, thumbprint, now);
    expect(admitServerCertificate(plant, certificate, thumbprint, now)).toEqual(certificate);
    expect(isTrusted(plant, thumbprint)).toBe(false);
  });

  it("an expired one is not accepted, however trusted", async () => {
    const { thumbprint, validTo } = await ownCertificate(server, now);
    const { certificate } = readOwnKeyPair(server);
    expect(() => admitServerCertificate(plant, certificate, thumbprint, validTo + 1)).toThrow(
      expect.objectContaining({ reason: "certificate_expired" }),
    );
  });

  it("what another tool put into the folder counts, and what is no certificate does not", async () => {
    const shop = join(folder, "other-tool");
    const { thumbprint } = await ownCertificate(server, now);
    mkdirSync(join(shop, "trusted", "certs"), { recursive: true });
    copyFileSync(
      join(server, "own", "certs", "client_certificate.pem"),
      join(shop, "trusted", "certs", "Press 5 [copied].pem"),
    );
    writeFileSync(join(shop, "trusted", "certs", "notes.pem"), "not a certificate");
    expect(isTrusted(shop, thumbprint)).toBe(true);
    expect(listCertificates(shop, now)).toHaveLength(1);
  });
});
