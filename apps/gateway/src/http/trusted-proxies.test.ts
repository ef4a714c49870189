import { BlockList } from "node:net";
import { expect, test } from "vitest";
import { parseTrustedProxies } from "./trusted-proxies.ts";

function isTrusted(list: string, address: string, family: "ipv4" | "ipv6"): boolean {
  const proxies = parseTrustedProxies(list);
  return proxies instanceof BlockList && proxies.check(address, family);
}

test("addresses and networks are trusted, and nobody beside them", () => {
  const list = "10.1.0.0/16, 192.0.2.7 ,2001:db8::/32,::1";
  expect(isTrusted(list, "10.1.255.255", "ipv4")).toBe(true);
  expect(isTrusted(list, "10.2.0.0", "ipv4")).toBe(false);
  expect(isTrusted(list, "192.0.2.7", "ipv4")).toBe(true);
  expect(isTrusted(list, "192.0.2.8", "ipv4")).toBe(false);
  expect(isTrusted(list, "2001:db8:1::1", "ipv6")).toBe(true);
  expect(isTrusted(list, "::2", "ipv6")).toBe(false);
  // A socket that listens on IPv6 sees IPv4 so.
  expect(isTrusted(list, "::ffff:10.1.2.3", "ipv6")).toBe(true);
  expect(isTrusted("", "127.0.0.1", "ipv4")).toBe(false);
});

test.each(["10.0.0.0/33", "::/129", "proxy.test", "10.0.0", "10.0.0.0/8/9", "10.0.0.0/x", "10.0.0.0/"])(
  "%s is named as neither",
  (list) => {
    expect(parseTrustedProxies(`127.0.0.1,${list}`)).toEqual({ problem: expect.stringContaining(`"${list}"`) });
  },
);
