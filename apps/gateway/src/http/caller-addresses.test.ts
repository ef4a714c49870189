import { expect, test } from "vitest";
import { callerAddresses } from "./caller-addresses.ts";
import { parseTrustedProxies } from "./trusted-proxies.ts";

const trusted = parseTrustedProxies("10.0.0.0/8, ::1");
const callerOf = (remoteAddress: string, forwarded?: string) => {
  if ("problem" in trusted) throw new Error(trusted.problem);
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return callerAddresses({ socket: { remoteAddress } as never, headers }, trusted).caller;
};

test.each([
  ["nobody else is believed", "192.0.2.7", "203.0.113.9", "192.0.2.7"],
  ["a trusted proxy is", "10.0.0.1", "203.0.113.9", "203.0.113.9"],
  ["what a caller made up before it is not", "10.0.0.1", "127.0.0.1, 203.0.113.9", "203.0.113.9"],
  ["through several trusted ones", "::1", "203.0.113.9, 10.0.0.2", "203.0.113.9"],
  ["a proxy that names nobody is the caller", "10.0.0.1", "", "10.0.0.1"],
  ["an IPv4 address in IPv6 is the same", "::ffff:10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"],
] as const)("%s", (...[, remote, forwarded, caller]) => {
  expect(callerOf(remote, forwarded)).toBe(caller);
});
