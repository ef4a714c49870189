import { endpointGroupSchema } from "@sluice/definition/endpoint";
import { describe, expect, test } from "vitest";
import { groupToProvider, providerToGroup } from "./provider-bridge.ts";
import { emptyModel, emptyProvider, lacksKey, type ProviderDraft, withProvider, withSimulator, withTypedModel } from "./provider-draft.ts";

const openAi: ProviderDraft = { ...emptyProvider("OPEN_AI"), name: "llmtest", typedModel: "gpt-5-mini" };

/** Keys are for React; everything else has to survive. */
function withoutKeys(draft: ProviderDraft): unknown {
  return JSON.parse(JSON.stringify(draft, (name, value) => (name === "key" ? undefined : value)));
}

describe("providerToGroup", () => {
  test("makes the guide's provider valid without a key, and counts the model that still stands in its field", () => {
    const group = endpointGroupSchema.parse(providerToGroup(openAi));
    expect(group.endpoints[0]?.configuration.models.map((model) => model.name)).toEqual(["gpt-5-mini"]);
    expect(group.endpoints[0]?.configuration.authentication).toEqual({ type: "BEARER", bearer: "" });
    expect(group.endpoints[0]?.name).toBe("Default llmtest");
    expect(lacksKey(openAi)).toBe(true);
  });

  test("keeps an endpoint's name within the definition's bound", () => {
    const group = providerToGroup({ ...openAi, name: "n".repeat(50) });
    expect(endpointGroupSchema.safeParse(group).success).toBe(true);
  });

  test("passes a price that is no number on, so that the schema can name it", () => {
    const group = providerToGroup({ ...openAi, models: [{ ...emptyModel("m"), inputPrice: "cheap" }], typedModel: "" });
    const refused = endpointGroupSchema.safeParse(group);
    expect(refused.error?.issues[0]?.path.join(".")).toBe("endpoints.0.configuration.models.0.inputPrice");
  });

  test("reads a decimal comma, keeps 0 apart from unknown", () => {
    const group = endpointGroupSchema.parse(
      providerToGroup({
        ...openAi,
        typedModel: "",
        models: [{ ...emptyModel("m"), inputPrice: "0,25", outputPrice: "0" }, emptyModel("n")],
      }),
    );
    expect(group.endpoints[0]?.configuration.models[0]).toMatchObject({ inputPrice: 0.25, outputPrice: 0 });
    expect(group.endpoints[0]?.configuration.models[1]).not.toHaveProperty("inputPrice");
  });

  test("leaves fields of another kind of authentication out", () => {
    const draft = { ...openAi, authentication: { ...openAi.authentication, bearer: "sk-1", value: "left over", header: "x-old" } };
    expect(JSON.stringify(providerToGroup(draft))).not.toMatch(/left over|x-old/);
  });
});

describe("groupToProvider", () => {
  test("brings back what providerToGroup wrote, masks included", () => {
    const draft: ProviderDraft = withTypedModel({
      ...emptyProvider("VERTEX_AI"),
      name: "vertex",
      projectId: "p-1",
      location: "global",
      publisher: "anthropic",
      authentication: { ...emptyProvider("VERTEX_AI").authentication, json: "••••xyz1" },
      models: [{ ...emptyModel("claude"), inputPrice: "3.00", outputPrice: "0.0375", priceSource: "yours", aliases: ["smart"] }],
    });
    expect(withoutKeys(groupToProvider(providerToGroup(draft)))).toEqual(withoutKeys(draft));
  });

  test("reads anything without failing: drafts are not checked", () => {
    for (const odd of [
      null,
      7,
      "x",
      [],
      {},
      { endpoints: "no" },
      { endpoints: [{ configuration: { provider: "NOPE", models: [null], authentication: { type: "toString" } } }] },
    ])
      expect(groupToProvider(odd).provider).toBe("");
  });
});

test("another provider takes neither the address nor the key of the one before", () => {
  const changed = withProvider(
    { ...openAi, target: "https://proxy.example/v1", authentication: { ...openAi.authentication, bearer: "sk-1" } },
    "ANTHROPIC",
  );
  expect(changed.target).toBe("");
  expect(changed.authentication).toMatchObject({ type: "API_KEY", bearer: "" });
  expect(changed.typedModel).toBe("gpt-5-mini");
});

test("the simulator preset is a valid provider without a key, and costs nothing", () => {
  const group = endpointGroupSchema.parse(providerToGroup(withSimulator(emptyProvider(), "http://localhost:8090")));
  expect(group.name).toBe("simulator");
  expect(group.endpoints[0]?.configuration).toMatchObject({
    target: "http://localhost:8090/v1",
    authentication: { type: "NONE" },
    models: [{ name: "gpt-5-mini", inputPrice: 0, outputPrice: 0 }],
  });
});
