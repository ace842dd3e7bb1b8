import { BlockList, isIP } from "node:net";

/** Addresses of this PC and of networks that nobody outside can reach (RFC 1918, 4193, 3927, 6598). */
const inside = new BlockList();
for (const [network, bits] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
  ["100.64.0.0", 10],
  ["0.0.0.0", 8],
] as const)
  inside.addSubnet(network, bits, "ipv4");
inside.addAddress("::1", "ipv6");
inside.addAddress("::", "ipv6");
inside.addSubnet("fc00::", 7, "ipv6");
inside.addSubnet("fe80::", 10, "ipv6");

/** Whether an IP address lies in the plant's own network or on this PC. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const ip = mapped ?? address;
  const family = isIP(ip);
  return family !== 0 && inside.check(ip, family === 6 ? "ipv6" : "ipv4");
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

/** Names that mean this PC or the plant's own network without any look-up. */
const isPrivateName = (host: string): boolean =>
  host === "localhost" || /\.(?:localhost|local|lan|internal)$/.test(host);

/** The rule that an address breaks; null = it may be used. */
export function addressIssue(text: string, allowsPrivate: boolean): string | null {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return "must be an https address";
  if (url.username !== "" || url.password !== "") return "must not hold a name or password";
  const host = hostOf(url);
  const isInside = isPrivateAddress(host) || isPrivateName(host);
  if (isInside && !allowsPrivate) return "lies in the plant's own network: say that this is meant";
  if (url.protocol === "http:" && !isInside)
    return "must be an https address; http is for the plant's own network alone";
  return null;
}

/** What may be shown of an address: never the path, which is the secret. */
export const shownHost = (text: string): string => URL.parse(text)?.host ?? "";
