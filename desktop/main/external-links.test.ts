import { expect, test } from "vitest";
import { isExternalLink } from "./external-links.ts";

test("an https link may be opened in the person's browser", () => {
  expect(isExternalLink("https://docs.example/guide?page=2#oee")).toBe(true);
});

test.each([
  "http://docs.example/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "smb://server/share",
  "ms-msdt:/id",
  "mailto:someone@example.com",
  "plant://app/",
  "https://",
  "https://name:secret@bank.example/",
  `https://docs.example/${"x".repeat(3_000)}`,
  "docs.example",
  "",
  42,
  null,
  undefined,
  { href: "https://docs.example/" },
])("%j may not", (link) => expect(isExternalLink(link)).toBe(false));
