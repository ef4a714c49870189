import type { Authentication } from "@sluice/definition/endpoint";
import { describe, expect, test } from "vitest";
import { resolveOpenAiTarget } from "./resolve-target.ts";

const NONE: Authentication = { type: "NONE" };
const resolve = (provider: "OPEN_AI" | "OPEN_AI_COMPATIBLE", target: string, authentication: Authentication = NONE) =>
  resolveOpenAiTarget({ provider, target, authentication });

describe("where calls go", () => {
  test.each([
    ["OPEN_AI", "", "https://api.openai.com /v1"],
    ["OPEN_AI", "https://api.openai.com", "https://api.openai.com /v1"],
    ["OPEN_AI", "https://api.openai.com/", "https://api.openai.com /v1"],
    ["OPEN_AI", "https://api.openai.com/v1", "https://api.openai.com /v1"],
    ["OPEN_AI", "https://api.openai.com/v1///", "https://api.openai.com /v1"],
    ["OPEN_AI", "http://127.0.0.1:8090/v1beta", "http://127.0.0.1:8090 /v1beta"],
    ["OPEN_AI", "http://proxy.test/openai", "http://proxy.test /openai/v1"],
    ["OPEN_AI", "http://proxy.test/v1/team", "http://proxy.test /v1/team/v1"],
    ["OPEN_AI_COMPATIBLE", "http://localhost:11434", "http://localhost:11434 /v1"],
    ["OPEN_AI_COMPATIBLE", "http://localhost:11434/", "http://localhost:11434 /v1"],
    ["OPEN_AI_COMPATIBLE", "http://localhost:11434/v1/", "http://localhost:11434 /v1"],
    ["OPEN_AI_COMPATIBLE", "https://api.test/api/paas/v4", "https://api.test /api/paas/v4"],
    ["OPEN_AI_COMPATIBLE", "https://api.test/openai", "https://api.test /openai"],
    ["OPEN_AI_COMPATIBLE", "HTTPS://API.test:443/V1", "https://api.test /V1"],
    ["OPEN_AI_COMPATIBLE", "http://[::1]:8000", "http://[::1]:8000 /v1"],
  ] as const)("%s %j → %s", (provider, target, expected) => {
    const [origin, basePath] = expected.split(" ");
    expect(resolve(provider, target)).toEqual({ origin, basePath, headers: [] });
  });

  test.each([
    "",
    "ftp://api.test",
    "api.test/v1",
    "http://",
    "https://user:pass@api.test",
    "https://api.test/v1?key=1",
    "https://api.test/v1/models",
  ])("%j is refused, by its field", (target) => {
    expect(resolve("OPEN_AI_COMPATIBLE", target)).toMatchObject({ field: "target", problem: expect.stringMatching(/provider URL/i) });
  });
});

describe("how the provider knows us", () => {
  const headers = (authentication: Authentication) => {
    const address = resolve("OPEN_AI_COMPATIBLE", "http://api.test", authentication);
    return "headers" in address ? address.headers : address;
  };

  test("by a bearer", () => {
    expect(headers({ type: "BEARER", bearer: "sk-1" })).toEqual(["authorization", "Bearer sk-1"]);
  });

  test("by a key in x-api-key, or in the header that is named", () => {
    expect(headers({ type: "API_KEY", value: "k" })).toEqual(["x-api-key", "k"]);
    expect(headers({ type: "API_KEY", value: "k", header: "Api-Key" })).toEqual(["api-key", "k"]);
  });

  test("not at all", () => {
    expect(headers(NONE)).toEqual([]);
  });

  test("never by what this wire does not have", () => {
    expect(headers({ type: "AWS", region: "eu-west-1" })).toMatchObject({ field: "authentication.type" });
  });
});
