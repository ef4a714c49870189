import { expect, test } from "vitest";
import { resolveAzureTarget } from "./target.ts";

const key = { type: "API_KEY", value: "azure-key" } as const;

test.each([
  ["https://res.openai.azure.com", "/openai/v1"],
  ["https://res.openai.azure.com/", "/openai/v1"],
  ["https://res.openai.azure.com/openai", "/openai/v1"],
  ["https://res.openai.azure.com/openai/v1/", "/openai/v1"],
  ["https://proxy.test/azure/v1", "/azure/v1"],
])("%s answers under %s, and is never given a version twice", (target, basePath) => {
  expect(resolveAzureTarget({ provider: "AZURE_OPEN_AI", target, authentication: key })).toMatchObject({
    basePath,
    headers: ["api-key", "azure-key"],
  });
});

test("an Entra token goes as a bearer, and a missing address is named", () => {
  expect(
    resolveAzureTarget({ provider: "AZURE_OPEN_AI", target: "https://a.test", authentication: { type: "BEARER", bearer: "t" } }),
  ).toMatchObject({
    headers: ["authorization", "Bearer t"],
  });
  expect(resolveAzureTarget({ provider: "AZURE_OPEN_AI", target: "", authentication: key })).toMatchObject({ field: "target" });
});
