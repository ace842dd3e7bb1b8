import { expect, test } from "vitest";
import { addressIssue, isPrivateAddress, shownHost } from "./webhook-address.ts";

test.each([
  "127.0.0.1",
  "10.4.5.6",
  "172.31.0.1",
  "192.168.1.2",
  "169.254.169.254",
  "::1",
  "fd00::1",
  "fe80::1",
  "::ffff:10.0.0.1",
])("%s lies inside the plant", (address) => expect(isPrivateAddress(address)).toBe(true));

test.each(["8.8.8.8", "172.32.0.1", "2606:4700::1", "::ffff:8.8.8.8", "example.org"])(
  "%s does not",
  (address) => expect(isPrivateAddress(address)).toBe(false),
);

test("https goes out; the plant's own network only where somebody says so; http only there", () => {
  const private_ = "lies in the plant's own network: say that this is meant";
  expect(addressIssue("https://hooks.example.org/T/B/x", false)).toBeNull();
  expect(addressIssue("http://hooks.example.org/x", true)).toMatch(/^must be an https address;/);
  expect(addressIssue("http://127.0.0.1:9000/x", true)).toBeNull();
  expect(addressIssue("https://127.0.0.1:9000/x", false)).toBe(private_);
  expect(addressIssue("https://[::1]/x", false)).toBe(private_);
  expect(addressIssue("https://localhost/x", false)).toBe(private_);
  // Other ways to write 127.0.0.1 are the same address.
  expect(addressIssue("https://2130706433/x", false)).toBe(private_);
  expect(addressIssue("https://anna:secret@example.org/x", false)).toMatch(/name or password/);
  for (const wrong of ["ftp://example.org", "example.org/x", "", "javascript:alert(1)"])
    expect(addressIssue(wrong, true)).toBe("must be an https address");
});

test("of an address only the host is shown", () => {
  expect(shownHost("https://hooks.example.org:8443/services/T0/B0/secret?sig=1")).toBe(
    "hooks.example.org:8443",
  );
});
