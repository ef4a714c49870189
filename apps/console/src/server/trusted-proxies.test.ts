import { describe, expect, test } from "vitest";
import { callerAddress, readTrustedProxies } from "./trusted-proxies.ts";

const PROXIES = readTrustedProxies("10.0.0.0/8, 192.0.2.1 fd00::/8");

describe("where a call comes from", () => {
  test.each([
    ["203.0.113.9", "198.51.100.1", "203.0.113.9", "nobody vouches for the header"],
    ["10.0.0.1", undefined, "10.0.0.1", "the proxy itself calls"],
    ["10.0.0.1", "198.51.100.1", "198.51.100.1", "a trusted proxy says so"],
    ["::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1", "the same, as sockets write it"],
    ["10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1", "what the caller put before is its own invention"],
    ["10.0.0.1", "198.51.100.1, 192.0.2.1, fd00::1", "198.51.100.1", "several proxies"],
    ["10.0.0.1", "6.6.6.6, not-an-address", "10.0.0.1", "what is no address ends the search"],
    ["10.0.0.1", "10.0.0.2", "10.0.0.2", "a call from inside"],
  ])("peer %s, header %s → %s: %s", (...row) => {
    const [peer, forwardedFor, expected] = row;
    expect(callerAddress({ peer, forwardedFor }, PROXIES)).toBe(expected);
  });

  test("is the peer where no proxy is trusted", () => {
    expect(callerAddress({ peer: "127.0.0.1", forwardedFor: "6.6.6.6" }, readTrustedProxies(""))).toBe("127.0.0.1");
  });
});

test.each(["proxy.example.org", "10.0.0.0/33", "10.0.0.0/", "fd00::/129", "10.0.0.0/8/8", "10.0.0.0/-1"])(
  "%s is refused by its name",
  (entry) => {
    expect(() => readTrustedProxies(`10.0.0.1,${entry}`)).toThrow(entry);
  },
);
