import { expect, test } from "vitest";
import { isAppAddress } from "./app-origin.ts";

test.each(["plant://app/", "plant://app/machines/filler-1?from=now#top", "PLANT://app/"])(
  "%s is our own page",
  (address) => expect(isAppAddress(address)).toBe(true),
);

test.each([
  "",
  "about:blank",
  "plant://app.evil.example/",
  "plant://apple/",
  "plant://APP/",
  "plant://app:8080/",
  "plant://user@app/",
  "plant://",
  "plants://app/",
  "https://app/",
  "file:///opt/unison/index.html",
  "blob:plant://app/1",
  "javascript:alert(1)",
  undefined,
  null,
  { toString: () => "plant://app/" },
])("%j is not", (address) => expect(isAppAddress(address)).toBe(false));
