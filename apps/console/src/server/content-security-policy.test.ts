import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

const OPTIONS = { nonce: "n0nce", gatewayUrl: "https://gateway.example.org:8443/base", development: false };

test("scripts need this answer's nonce; calls go to the console and the gateway alone", () => {
  const policy = contentSecurityPolicy(OPTIONS);
  expect(policy).toContain("script-src 'self' 'nonce-n0nce';");
  expect(policy).toContain("connect-src 'self' https://gateway.example.org:8443 wss://gateway.example.org:8443;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
});

test("a gateway's address that is none opens nothing, and cannot add a directive", () => {
  for (const gatewayUrl of ["not an address", "javascript:alert(1)", "http://x; script-src *"])
    expect(contentSecurityPolicy({ ...OPTIONS, gatewayUrl })).not.toMatch(/\*|javascript|http:\/\/x/);
});
