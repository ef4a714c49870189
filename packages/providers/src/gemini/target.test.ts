import { expect, test } from "vitest";
import { resolveGeminiTarget } from "./target.ts";

const at = (target: string) => resolveGeminiTarget({ provider: "GEMINI", target, authentication: { type: "API_KEY", value: "AIza-1" } });

test("the key goes in a header, and the address is Google's unless another is given", () => {
  expect(at("")).toEqual({
    origin: "https://generativelanguage.googleapis.com",
    basePath: "/v1beta",
    headers: ["x-goog-api-key", "AIza-1"],
  });
});

test.each([
  ["https://a.example", "/v1beta"],
  ["https://a.example/", "/v1beta"],
  ["https://a.example/v1beta", "/v1beta"],
  ["https://a.example/v1beta/", "/v1beta"],
  ["https://a.example/v1", "/v1"],
  ["https://a.example/v1alpha", "/v1alpha"],
  ["https://a.example/v1beta/openai/", "/v1beta"],
  ["https://a.example/proxy/gemini", "/proxy/gemini/v1beta"],
  ["https://a.example/proxy/v1beta", "/proxy/v1beta"],
])("%s is not given a version twice", (target, basePath) => {
  expect(at(target)).toMatchObject({ origin: "https://a.example", basePath });
});

test("a key that is not there yet is not sent", () => {
  expect(resolveGeminiTarget({ provider: "GEMINI", target: "", authentication: { type: "API_KEY", value: "" } })).toMatchObject({
    headers: [],
  });
});

test("a wrong address and a wrong kind of key are named by their field", () => {
  expect(at("ftp://a.example")).toMatchObject({ field: "target" });
  expect(resolveGeminiTarget({ provider: "GEMINI", target: "", authentication: { type: "BEARER", bearer: "x" } })).toMatchObject({
    field: "authentication.type",
  });
});
