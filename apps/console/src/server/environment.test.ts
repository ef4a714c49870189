import { expect, test } from "vitest";
import { readEnvironment } from "./environment.ts";

const KEY = Buffer.alloc(32, 1).toString("base64");
const BASE = { DATABASE_URL: "postgresql://localhost/x", SLUICE_ENCRYPTION_KEY: KEY };

test("two instances have cookies of other names, and one keeps its own", () => {
  const one = readEnvironment(BASE);
  const other = readEnvironment({ ...BASE, SLUICE_ENCRYPTION_KEY: Buffer.alloc(32, 2).toString("base64") });
  expect(one.cookiePrefix).toMatch(/^sluice-[0-9a-f]{8}$/);
  expect(one.cookiePrefix).not.toBe(other.cookiePrefix);
  expect(one.authSecret).not.toBe(other.authSecret);
  expect(readEnvironment({ ...BASE, CONSOLE_PORT: "4000" })).toEqual(one);
});

test("the encryption key is in nothing that is derived from it", () => {
  const { encryptionKey: _key, ...derived } = readEnvironment(BASE);
  expect(JSON.stringify(derived)).not.toContain(KEY.slice(0, 12));
});

test("the gateway is found by its port, or where the environment says", () => {
  expect(readEnvironment({ ...BASE, GATEWAY_PORT: "9000" }).settings.gatewayUrl).toBe("http://localhost:9000");
  expect(readEnvironment({ ...BASE, SLUICE_GATEWAY_URL: "https://llm.example.org/" }).settings.gatewayUrl).toBe("https://llm.example.org");
});

test.each(["DATABASE_URL", "SLUICE_ENCRYPTION_KEY"])("a missing %s is named", (name) => {
  expect(() => readEnvironment({ ...BASE, [name]: "" })).toThrow(`${name} is not set`);
});
