import { describe, expect, it } from "vitest";
import { ConnectFailure, explainFailure } from "./connect-failure.ts";

const secured = { isSecured: true, ownThumbprint: "abc" };

describe("an error of the OPC UA stack", () => {
  it.each([
    [
      "connect ECONNREFUSED 127.0.0.1:4840",
      "unreachable",
      "check that the server runs and that the port is right",
    ],
    ["getaddrinfo ENOTFOUND press-5", "unreachable", "check the address"],
    [
      "time limit of 10000 ms: opening the channel",
      "unreachable",
      "check the network, the address and the firewall",
    ],
    ["BadUserAccessDenied (0x801f0000)", "wrong_login", "check user name and password"],
    [
      "Cannot find ANONYMOUS user token policy in end point description",
      "refused",
      "give a user name and password",
    ],
    [
      "BadTooManySessions (0x80560000)",
      "refused",
      "close other clients or wait until their sessions time out",
    ],
    [
      "The connection may have been rejected by server,\n Err = (socket)",
      "own_certificate_refused",
      "trust our certificate on the server (thumbprint abc)",
    ],
    [
      "BadCertificateTimeInvalid (0x80140000)",
      "certificate_expired",
      "compare the clocks, or renew our certificate and trust it on the server",
    ],
    ["something new", "unreachable", null],
  ])("%s is %s: %s", (text, reason, hint) => {
    expect(explainFailure(new Error(text), secured)).toMatchObject({ reason, hint });
  });

  it("a closed connection without security is a server that starts, not one that wants our certificate", () => {
    const failure = explainFailure(new Error("The connection may have been rejected by server"), {
      isSecured: false,
      ownThumbprint: "abc",
    });
    expect(failure).toMatchObject({ reason: "unreachable", hint: null });
  });

  it("only a refused password and a server without a free session make the next attempts slow", () => {
    const asksSlowly = (text: string) => explainFailure(new Error(text), secured).asksSlowly;
    expect(asksSlowly("BadIdentityTokenRejected")).toBe(true);
    expect(asksSlowly("BadTooManySessions (0x80560000)")).toBe(true);
    expect(asksSlowly("connect ECONNREFUSED 127.0.0.1:4840")).toBe(false);
  });

  it("what is explained already stays as it is", () => {
    const failure = new ConnectFailure(
      "untrusted_certificate",
      "the server shows another certificate",
    );
    expect(explainFailure(failure, secured)).toBe(failure);
  });
});
