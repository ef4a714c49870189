import { describe, expect, test } from "vitest";
import { apiDefinitionSchema } from "../api.ts";
import { mapSecrets } from "../secrets.ts";
import { checkResources } from "./check-resources.ts";

const BASE = {
  name: "Test",
  apiVersion: "1",
  listeners: [{ paths: [{ path: "/test" }], entrypoints: [{ type: "llm-proxy" }] }],
  endpointGroups: [
    {
      name: "sim",
      endpoints: [
        {
          name: "Default sim",
          configuration: {
            provider: "OPEN_AI_COMPATIBLE",
            target: "http://localhost:1/v1",
            authentication: { type: "NONE" },
            models: [{ name: "m" }],
          },
        },
      ],
    },
  ],
};
const guard = (resourceName: string) => ({ request: [{ policy: "ai-prompt-guard-rails", configuration: { resourceName } }] });

function problems(more: object) {
  return checkResources(apiDefinitionSchema.parse({ ...BASE, ...more }));
}

describe("resources are refused by their places", () => {
  test.each([
    [{ name: "a", type: "nonsense" }, "resources.0.type"],
    [
      { name: "a", type: "text-detectors", configuration: { patterns: [{ label: "<b>", pattern: "x" }] } },
      "resources.0.configuration.patterns.0.label",
    ],
    [
      { name: "a", type: "ai-model-text-classification", configuration: { model: { type: "NOBODY_KNOWS" } } },
      "resources.0.configuration.model.type",
    ],
    [{ name: "a", type: "llm-judge", configuration: { model: "m", labels: [{ label: "x" }] } }, "resources.0.configuration.target"],
    [
      { name: "a", type: "bedrock-guardrail", configuration: { authentication: { type: "NONE" }, guardrailIdentifier: "g" } },
      "resources.0.configuration.authentication",
    ],
  ])("%j", (resource, path) => {
    expect(problems({ resources: [resource] }).map((problem) => problem.path)).toEqual([path]);
    expect(problems({ resources: [{ ...resource, enabled: false }] })).toEqual([]);
  });

  test("and so are steps that name one that is not there", () => {
    const resources = [{ name: "here", type: "text-detectors" }];
    expect(problems({ resources, flows: [guard("here")] })).toEqual([]);
    expect(problems({ resources, flows: [guard("elsewhere")] })).toEqual([
      {
        path: "flows.0.request.0.configuration.resourceName",
        message: "There is no resource elsewhere in this API, or it is switched off.",
      },
    ]);
  });
});

test("Gravitee's resources are taken as it exports them, with their configuration as a text", () => {
  const resources = [
    {
      name: "ai-model-text-classification-resource",
      type: "ai-model-text-classification",
      configuration: '{"model":{"type":"MINILMV2_TOXIC_JIGSAW_MODEL"}}',
      enabled: true,
    },
  ];
  expect(problems({ resources, flows: [guard("ai-model-text-classification-resource")] })).toEqual([]);
});

test("a resource's credentials are secrets", () => {
  const configuration = { authentication: { type: "BEARER", bearer: "sk-secret" }, model: "m" };
  const { resources } = mapSecrets({ resources: [{ name: "a", type: "openai-moderation", configuration }] }, () => "sealed");
  expect(resources[0]?.configuration.authentication.bearer).toBe("sealed");
});
