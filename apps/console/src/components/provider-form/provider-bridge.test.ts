import { endpointGroupSchema } from "@sluice/definition/endpoint";
import { PROVIDER_IDS, PROVIDERS } from "@sluice/definition/provider";
import { describe, expect, test } from "vitest";
import { groupToProvider, providerToGroup } from "./provider-bridge.ts";
import { emptyModel, emptyProvider, lacksKey, type ProviderDraft, withProvider, withSimulator, withTypedModel } from "./provider-draft.ts";

const openAi: ProviderDraft = { ...emptyProvider("OPEN_AI"), name: "llmtest", typedModel: "gpt-5-mini" };

const AWS_KEYS = { accessKeyId: "••••AKIA", secretAccessKey: "••••wxyz" };
const models = [{ name: "m" }];

/** Each provider and each of its fields, as the definition may hold them. */
const STORED = {
  "OpenAI with an address": {
    provider: "OPEN_AI",
    target: "https://eu.api.openai.com/v1",
    authentication: { type: "BEARER", bearer: "${env:OPENAI_KEY}" },
    models: [
      {
        name: "gpt-5",
        inputPrice: 1.25,
        outputPrice: 10,
        aliases: ["smart"],
        parametersOverride: { temperature: 0, stop: ["a"], x: { y: null } },
      },
      { name: "free", inputPrice: 0, outputPrice: 0 },
    ],
  },
  "OpenAI without a key": { provider: "OPEN_AI", authentication: { type: "BEARER" }, models },
  "a compatible server without a key": { provider: "OPEN_AI_COMPATIBLE", target: "http://h/v1", authentication: { type: "NONE" }, models },
  "a compatible server with a bearer": {
    provider: "OPEN_AI_COMPATIBLE",
    target: "http://h/v1",
    authentication: { type: "BEARER", bearer: "••••abcd" },
    models,
  },
  "a compatible server with a header of its own": {
    provider: "OPEN_AI_COMPATIBLE",
    target: "http://h/v1",
    authentication: { type: "API_KEY", value: "••••abcd", header: "x-token" },
    models,
  },
  Gemini: { provider: "GEMINI", authentication: { type: "API_KEY", value: "••••abcd" }, models },
  "Bedrock with keys": { provider: "BEDROCK", authentication: { type: "AWS", region: "eu-central-1", ...AWS_KEYS }, models },
  "Bedrock with temporary keys": {
    provider: "BEDROCK",
    authentication: { type: "AWS", region: "eu-central-1", ...AWS_KEYS, sessionToken: "••••tttt" },
    models,
  },
  "Bedrock with the gateway's own credentials": { provider: "BEDROCK", authentication: { type: "AWS", region: "us-east-1" }, models },
  "Bedrock with an API key": { provider: "BEDROCK", authentication: { type: "BEARER", bearer: "••••abcd", region: "us-east-1" }, models },
  "Bedrock with an API key and an address": {
    provider: "BEDROCK",
    target: "https://vpce.example.org",
    authentication: { type: "BEARER", bearer: "••••abcd" },
    models,
  },
  Anthropic: { provider: "ANTHROPIC", authentication: { type: "API_KEY", value: "••••abcd" }, models },
  "Azure with a key": {
    provider: "AZURE_OPEN_AI",
    target: "https://name.openai.azure.com",
    authentication: { type: "API_KEY", value: "••••abcd" },
    models,
  },
  "Azure with an Entra token": {
    provider: "AZURE_OPEN_AI",
    target: "https://name.openai.azure.com",
    authentication: { type: "BEARER", bearer: "••••abcd" },
    models,
  },
  "Vertex AI with a publisher": {
    provider: "VERTEX_AI",
    authentication: { type: "SERVICE_ACCOUNT", json: "••••" },
    projectId: "p-1",
    location: "europe-west1",
    publisher: "google",
    models,
  },
  "Vertex AI whose models' names tell the publisher": {
    provider: "VERTEX_AI",
    authentication: { type: "SERVICE_ACCOUNT", json: "••••" },
    projectId: "p-1",
    location: "global",
    models,
  },
  "Vertex AI by its address alone": {
    provider: "VERTEX_AI",
    target: "https://proxy.example/v1/projects/p/locations/l",
    authentication: { type: "SERVICE_ACCOUNT", json: "${env:GOOGLE_JSON}" },
    publisher: "anthropic",
    models,
  },
  "only aliases": {
    provider: "GEMINI",
    authentication: { type: "API_KEY" },
    models: [{ name: "m", aliases: ["a"] }],
    modelGovernance: { aliasOnly: true, prefixPolicy: { policy: "PREFIXED_ALIAS" } },
  },
  "a pattern and no models": {
    provider: "ANTHROPIC",
    authentication: { type: "API_KEY" },
    models: [],
    modelGovernance: { modelPattern: "claude-(opus|sonnet)-*", prefixPolicy: { policy: "PREFIXED_MODEL" } },
  },
  "a prefix that is always asked for": {
    provider: "ANTHROPIC",
    authentication: { type: "API_KEY" },
    models,
    modelGovernance: { prefixPolicy: { policy: "PREFIXED_BOTH" } },
  },
} as const;

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

describe("a stored provider, opened and saved, is unchanged", () => {
  for (const [what, configuration] of Object.entries(STORED))
    test(what, () => {
      const stored = endpointGroupSchema.parse({ name: "p", endpoints: [{ name: "Default p", configuration }] });
      expect(endpointGroupSchema.parse(providerToGroup(groupToProvider(stored)))).toEqual(stored);
    });

  test("which is asked of every provider and each of its ways to authenticate", () => {
    const asked = Object.values(STORED).map(({ provider, authentication }) => `${provider} ${authentication.type}`);
    const taken = PROVIDER_IDS.flatMap((id) => PROVIDERS[id].authentications.map((type) => `${id} ${type}`));
    expect(new Set(asked)).toEqual(new Set(taken));
  });
});

describe("Bedrock", () => {
  const bedrock: ProviderDraft = { ...emptyProvider("BEDROCK"), name: "aws", typedModel: "amazon.nova-micro-v1:0" };
  const problems = (draft: ProviderDraft) =>
    endpointGroupSchema.safeParse(providerToGroup(draft)).error?.issues.map((issue) => issue.path.slice(3).join(".")) ?? [];

  test("keys that nobody typed do not turn into the gateway's own credentials", () => {
    const authentication = { ...bedrock.authentication, region: "eu-central-1" };
    expect(problems({ ...bedrock, authentication })).toEqual(["authentication.accessKeyId", "authentication.secretAccessKey"]);
    expect(problems({ ...bedrock, authentication: { ...authentication, ownCredentials: true } })).toEqual([]);
  });

  test("the gateway's own credentials leave out keys that were typed before they were chosen", () => {
    const authentication = { ...bedrock.authentication, region: "eu-central-1", accessKeyId: "left over", ownCredentials: true };
    expect(JSON.stringify(providerToGroup({ ...bedrock, authentication }))).not.toContain("left over");
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

test("another provider keeps what still fits: models, their parameters, names, and the project once it is Vertex AI again", () => {
  const vertex: ProviderDraft = {
    ...emptyProvider("VERTEX_AI"),
    projectId: "p-1",
    models: [{ ...emptyModel("m"), parameters: { temperature: 0 } }],
    governance: { prefixPolicy: "PREFIXED_BOTH", aliasOnly: false, modelPattern: "gpt-*" },
  };
  const gemini = withProvider(vertex, "GEMINI");
  expect(gemini).toMatchObject({ models: vertex.models, governance: vertex.governance });
  expect(JSON.stringify(providerToGroup(gemini))).not.toContain("p-1");
  expect(withProvider(gemini, "VERTEX_AI")).toMatchObject({ projectId: "p-1", location: "global" });
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
