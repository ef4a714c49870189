import { expect, test } from "vitest";
import { apiDefinitionSchema } from "./api.ts";
import { bareNameAllowed, publishedModels } from "./model-id.ts";

const definition = (modelGovernance: object) =>
  apiDefinitionSchema.parse({
    name: "Test",
    apiVersion: "1",
    listeners: [{ paths: [{ path: "/llmtest" }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: [
      {
        name: "llmtest",
        endpoints: ["one", "two"].map((name) => ({
          name,
          configuration: {
            provider: "OPEN_AI",
            authentication: { type: "BEARER", bearer: "sk" },
            models: [{ name: "gpt-5-mini", aliases: ["fast", "small"] }],
            modelGovernance,
          },
        })),
      },
    ],
  });

test("lists a model once, under its group's name, however many endpoints serve it", () => {
  expect(publishedModels(definition({}))).toEqual([
    { id: "llmtest:gpt-5-mini", ownedBy: "llmtest", group: "llmtest", model: "gpt-5-mini", aliases: ["fast", "small"] },
  ]);
});

test("lists the aliases where real names are hidden", () => {
  expect(publishedModels(definition({ aliasOnly: true })).map((model) => model.id)).toEqual(["llmtest:fast", "llmtest:small"]);
});

test.each([
  ["PREFIXED_BOTH", false, false],
  ["PREFIXED_ALIAS", true, false],
  ["PREFIXED_MODEL", false, true],
  ["NO_PREFIX", true, true],
] as const)("%s: bare models %s, bare aliases %s", (policy, model, alias) => {
  expect([bareNameAllowed(policy, "model"), bareNameAllowed(policy, "alias")]).toEqual([model, alias]);
});
