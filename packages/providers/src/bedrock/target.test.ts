import { describe, expect, test } from "vitest";
import { modelPath } from "./model-path.ts";
import { resolveBedrockTarget } from "./target.ts";

const aws = (region: string) => ({ type: "AWS" as const, region });
const resolve = (target: string, authentication: Parameters<typeof resolveBedrockTarget>[0]["authentication"]) =>
  resolveBedrockTarget({ provider: "BEDROCK", target, authentication });

test.each([
  ["us-east-1", "https://bedrock-runtime.us-east-1.amazonaws.com"],
  ["us-gov-west-1", "https://bedrock-runtime.us-gov-west-1.amazonaws.com"],
  ["cn-north-1", "https://bedrock-runtime.cn-north-1.amazonaws.com.cn"],
  ["eusc-de-east-1", "https://bedrock-runtime.eusc-de-east-1.amazonaws.eu"],
])("the region %s has its own address", (region, origin) => {
  expect(resolve("", aws(region))).toEqual({ origin, basePath: "", headers: [] });
});

test("a bearer key stands in a header, and none does when it is not set yet", () => {
  const bearer = { type: "BEARER" as const, bearer: "key", region: "eu-west-1" };
  expect(resolve("", bearer)).toMatchObject({ headers: ["authorization", "Bearer key"] });
  expect(resolve("", { ...bearer, bearer: "" })).toMatchObject({ headers: [] });
});

test.each([
  ["http://127.0.0.1:8090", ""],
  ["http://127.0.0.1:8090/", ""],
  ["http://127.0.0.1:8090/aws/", "/aws"],
  ["http://127.0.0.1:8090/aws/model", "/aws"],
])("an address of one's own is taken: %s", (target, basePath) => {
  expect(resolve(target, aws("us-east-1"))).toEqual({ origin: "http://127.0.0.1:8090", basePath, headers: [] });
});

test("what cannot be called is refused by its field", () => {
  expect(resolve("", aws("us-east-1.evil.example/x?"))).toMatchObject({ field: "authentication.region" });
  expect(resolve("", { type: "BEARER", bearer: "key" })).toMatchObject({ field: "authentication.region" });
  expect(resolve("ftp://x", aws("us-east-1"))).toMatchObject({ field: "target" });
  expect(resolve("", { type: "API_KEY", value: "key" })).toMatchObject({ field: "authentication.type" });
});

describe("a model's id", () => {
  test.each([
    ["anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic.claude-sonnet-4-5-20250929-v1%3A0"],
    ["arn:aws:bedrock:us-east-1:1:inference-profile/us.x", "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.x"],
    ["../../x?y#z %2F", "..%2F..%2Fx%3Fy%23z%20%252F"],
    ["a!'()*b", "a%21%27%28%29%2Ab"],
    ["\ud800", "%EF%BF%BD"],
  ])("stays in its segment: %s", (model, segment) => {
    expect(modelPath(model, "converse")).toBe(`/model/${segment}/converse`);
    expect(new URL(`http://x/model/${segment}/converse`).pathname).toBe(`/model/${segment}/converse`);
  });

  test("that would leave its segment is none", () => {
    for (const model of [".", "..", ""]) expect(modelPath(model, "invoke")).toBeNull();
  });
});
