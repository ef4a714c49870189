import { expect, test } from "vitest";
import { resolveAnthropicTarget } from "./target.ts";

const at = (target: string) =>
  resolveAnthropicTarget({ provider: "ANTHROPIC", target, authentication: { type: "API_KEY", value: "sk-ant-1" } });

test("the key and the version go in headers, whatever the address", () => {
  expect(at("")).toEqual({
    origin: "https://api.anthropic.com",
    basePath: "",
    headers: ["x-api-key", "sk-ant-1", "anthropic-version", "2023-06-01"],
  });
});

test("an address that ends in the version is not given it twice", () => {
  for (const [target, basePath] of [
    ["https://a.example/v1", ""],
    ["https://a.example/v1/", ""],
    ["https://a.example/proxy/v1", "/proxy"],
    ["https://a.example/anthropic", "/anthropic"],
  ] as const)
    expect(at(target)).toMatchObject({ origin: "https://a.example", basePath });
});

test("a wrong address and a wrong kind of key are named by their field", () => {
  expect(at("ftp://a.example")).toMatchObject({ field: "target" });
  expect(resolveAnthropicTarget({ provider: "ANTHROPIC", target: "", authentication: { type: "BEARER", bearer: "x" } })).toMatchObject({
    field: "authentication.type",
  });
});
