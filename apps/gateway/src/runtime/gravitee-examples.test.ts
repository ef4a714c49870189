import { readTransfer } from "@sluice/definition/gravitee/read-transfer";
import { exampleExport, POLICY_EXAMPLES } from "@sluice/definition/gravitee/testing/policy-examples";
import type { Resource } from "@sluice/policies/resources/resource";
import { testSources } from "@sluice/policies/testing/test-sources";
import { expect, test } from "vitest";
import { compileApi } from "./compile-api.ts";
import { deployed, PLAN_ID, SOURCES } from "./testing/deployed.ts";

/** As the model that the examples name: with its labels, and without its weights. */
const model: Resource = {
  kind: "classifier",
  labels: ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"],
  classify: async (texts) => texts.map(() => []),
};
const policies = testSources({ resources: new Map([["ai-model-text-classification-resource", model]]) });

test.each(POLICY_EXAMPLES.map((example) => [example.title, example] as const))("a gateway runs Gravitee's example of %s", (_, example) => {
  const definition = readTransfer(exampleExport(example))?.definition ?? {};
  const plans = (definition["plans"] as object[]).map((plan) => ({ ...plan, id: PLAN_ID }));
  const api = compileApi(deployed({ ...definition, plans }), { ...SOURCES, policies });
  expect("chains" in api ? api.chains.get(PLAN_ID)?.flows.length : api).toBe(1);
});
