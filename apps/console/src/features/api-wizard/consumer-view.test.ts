import { expect, test } from "vitest";
import { pathRow } from "../../components/entrypoint-form/entrypoint-draft.ts";
import { IDLE } from "../../components/provider-form/provider-check.ts";
import { emptyModel, emptyProvider } from "../../components/provider-form/provider-draft.ts";
import { consumerModels, firstPath, foundInWords, unpricedModels } from "./consumer-view.ts";
import { emptyForm } from "./wizard-form.ts";

const provider = {
  ...emptyProvider("OPEN_AI"),
  name: "openai",
  models: [{ ...emptyModel("gpt-5-mini"), inputPrice: "0.25", outputPrice: "2", aliases: ["fast"] }, emptyModel("gpt-5")],
};
const form = { ...emptyForm(), providers: [provider] };
const unasked = () => IDLE;
const check = { ok: true, latencyMs: 412.4, models: [{ id: "gpt-5-mini" }] };

test("a thousand calls cost what the prices say; without both prices nothing is claimed", () => {
  const [mini, gpt5] = consumerModels(form, unasked);
  expect(mini?.thousandCallsUsd).toBeCloseTo(0.9);
  expect(gpt5?.thousandCallsUsd).toBeNull();
});

test("a model is found, not found, or not asked for yet", () => {
  expect(consumerModels(form, unasked).map((model) => model.found)).toEqual([null, null]);
  expect(consumerModels(form, () => ({ kind: "done", result: check })).map((model) => model.found)).toEqual([true, false]);
  expect(consumerModels(form, () => ({ kind: "done", result: { ...check, ok: false } }))[0]?.found).toBeNull();
  expect(foundInWords(provider, check)).toBe("412 ms, 1 of 2 models found");
});

test("models are listed as consumers write them, and those without a price are named", () => {
  expect(consumerModels({ ...form, providers: [{ ...provider, typedModel: "o4" }] }, unasked).map((model) => model.id)).toEqual([
    "openai:gpt-5-mini",
    "openai:gpt-5",
    "openai:o4",
  ]);
  expect(unpricedModels(form)).toEqual(["openai:gpt-5"]);
});

test("a context path is shown as callers write it", () => {
  expect(firstPath({ ...form, paths: [pathRow(""), pathRow("llmtest")] })).toBe("/llmtest");
  expect(firstPath(form)).toBeNull();
});
