import { endpointCheckInputSchema } from "@sluice/definition/resources";
import { expect, test } from "vitest";
import { checkInput, checkWords, connectionOf, refusalTitle } from "./provider-check.ts";
import { emptyModel, emptyProvider, type ProviderDraft, withProvider } from "./provider-draft.ts";

const draft: ProviderDraft = { ...emptyProvider("ANTHROPIC"), models: [emptyModel("claude")] };
const ms = (value: number) => `${value} ms`;

test("a result stays good while models and names change, and not when the key does", () => {
  expect(connectionOf({ ...draft, name: "other", models: [], typedModel: "x" })).toBe(connectionOf(draft));
  expect(connectionOf({ ...draft, governance: { ...draft.governance, aliasOnly: true } })).toBe(connectionOf(draft));
  expect(connectionOf({ ...draft, authentication: { ...draft.authentication, value: "k" } })).not.toBe(connectionOf(draft));
});

test("asks with the first model, the one in its field too", () => {
  expect(checkInput(draft, { apiId: "a" })).toMatchObject({ provider: "ANTHROPIC", model: "claude", apiId: "a" });
  expect(checkInput({ ...draft, models: [], typedModel: " typed " }, {})).toMatchObject({ model: "typed" });
});

test("asks for nothing that a check does not take, whatever stands in the form", () => {
  const full: ProviderDraft = {
    ...withProvider(draft, "VERTEX_AI"),
    projectId: "p-1",
    authentication: { ...emptyProvider("VERTEX_AI").authentication, json: "{}" },
    models: [{ ...emptyModel("claude"), parameters: { temperature: 0 } }],
    governance: { prefixPolicy: "PREFIXED_BOTH", aliasOnly: true, modelPattern: "x*" },
  };
  expect(endpointCheckInputSchema.parse(checkInput(full, {}))).toMatchObject({ projectId: "p-1", location: "global", model: "claude" });
});

test("says who must act", () => {
  const refused = { ok: false, models: [], latencyMs: 188, error: { status: 401, message: "invalid x-api-key" } };
  expect(checkWords({ kind: "done", result: refused }, ms)).toEqual({ tone: "danger", text: "Key refused" });
  expect(refusalTitle(draft, refused, ms)).toBe("Anthropic answered 401 after 188 ms");
  const silent = { ...refused, error: { status: null, message: "connect ECONNREFUSED" } };
  expect(checkWords({ kind: "done", result: silent }, ms)?.text).toBe("No answer");
  expect(checkWords({ kind: "done", result: { ok: true, models: [], latencyMs: 412 } }, ms)).toEqual({
    tone: "ok",
    text: "Connected in 412 ms",
  });
});
