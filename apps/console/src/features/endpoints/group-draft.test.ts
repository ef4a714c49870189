import { type EndpointGroup, endpointGroupSchema } from "@sluice/definition/endpoint";
import { expect, test } from "vitest";
import { fromDraft, type GroupDraft, newGroup, toDrafts } from "./group-draft.ts";

function stored(change: object = {}): EndpointGroup {
  return endpointGroupSchema.parse({
    name: "openai",
    sharedConfiguration: { http: { connectTimeout: 3000 }, headers: [{ name: "x-team", value: "a" }] },
    endpoints: [
      {
        name: "Default openai",
        configuration: {
          provider: "OPEN_AI",
          authentication: { type: "BEARER", bearer: "••••4f2a" },
          models: [{ name: "gpt-5-mini", inputPrice: 0.25, aliases: ["fast"], parametersOverride: { temperature: 0 } }],
          modelGovernance: { aliasOnly: true, prefixPolicy: { policy: "PREFIXED_BOTH" } },
        },
      },
    ],
    ...change,
  });
}

function only(group: EndpointGroup): GroupDraft {
  const [draft] = toDrafts([group]);
  if (!draft) throw new Error("no draft");
  return draft;
}

test("opening and saving changes nothing, nor the aliases, parameters and naming rules", () => {
  const group = stored();
  expect(endpointGroupSchema.parse(fromDraft(only(group)))).toEqual(group);
});

test("several endpoints keep their own names, weights and order", () => {
  const [endpoint] = stored().endpoints;
  const group = stored({ endpoints: [endpoint, { ...endpoint, name: "backup", weight: 3, secondary: true }] });
  expect(endpointGroupSchema.parse(fromDraft(only(group)))).toEqual(group);
});

test("renaming a provider renames the endpoint that was called after it, and no other", () => {
  const rename = (draft: GroupDraft): GroupDraft => ({
    ...draft,
    endpoints: draft.endpoints.map((endpoint) => ({ ...endpoint, provider: { ...endpoint.provider, name: "main" } })),
  });
  expect(fromDraft(rename(only(stored())))).toMatchObject({ name: "main", endpoints: [{ name: "Default main" }] });
  const [endpoint] = stored().endpoints;
  expect(fromDraft(rename(only(stored({ endpoints: [{ ...endpoint, name: "eu-west" }] }))))).toMatchObject({
    name: "main",
    endpoints: [{ name: "eu-west" }],
  });
});

test("a model that is removed and typed again comes without the parameters of the one before", () => {
  const draft = only(stored());
  const [endpoint] = draft.endpoints;
  if (!endpoint) throw new Error("no endpoint");
  const typed = { ...draft, endpoints: [{ ...endpoint, provider: { ...endpoint.provider, models: [], typedModel: "gpt-5-mini" } }] };
  expect(fromDraft(typed)).toMatchObject({ endpoints: [{ configuration: { models: [{ name: "gpt-5-mini" }] } }] });
  expect(JSON.stringify(fromDraft(typed))).not.toContain("temperature");
});

test("a time-out that is no number reaches the schema as it was typed", () => {
  const refused = endpointGroupSchema.safeParse(
    fromDraft({ ...newGroup(), timeouts: { connectTimeout: "soon", firstByteTimeout: "1", idleTimeout: "1" } }),
  );
  expect(refused.error?.issues.map((issue) => issue.path.join("."))).toContain("sharedConfiguration.http.connectTimeout");
});
