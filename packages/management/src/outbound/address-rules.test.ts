import { describe, expect, test } from "vitest";
import { refuseAddress } from "./address-rules.ts";

const RULES = { linkLocalAllowed: false, plainHttp: false };

describe("an address that a person chose", () => {
  test.each([
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "fe80::1",
    "fd00:ec2::254",
    "100.100.100.200",
    "0.0.0.0",
    "::",
    "64:ff9b::a9fe:a9fe",
  ])("%s is not called, unless the operator says so", (address) => {
    expect(refuseAddress(address, RULES)).toMatch(/not for people to choose/);
    expect(refuseAddress(address, { ...RULES, linkLocalAllowed: true })).toBeNull();
  });

  test.each(["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.31.0.1", "fd12::1", "::1", "203.0.113.9", "2001:db8::1"])(
    "%s is called",
    (address) => {
      expect(refuseAddress(address, RULES)).toBeNull();
    },
  );

  test("is called without encryption inside one's own network alone", () => {
    expect(refuseAddress("10.1.2.3", { ...RULES, plainHttp: true })).toBeNull();
    expect(refuseAddress("203.0.113.9", { ...RULES, plainHttp: true })).toMatch(/Use https/);
  });
});
