import { apiDefinitionSchema } from "@sluice/definition/api";
import { publishedModels } from "@sluice/definition/model-id";
import { describe, expect, test } from "vitest";
import { pathRow } from "../../components/entrypoint-form/entrypoint-draft.ts";
import { apiKeyPlan, emptyPlan } from "../../components/plan-form/plan-draft.ts";
import { emptyProvider } from "../../components/provider-form/provider-draft.ts";
import { definitionToForm, formToDefinition } from "./definition-bridge.ts";
import { emptyForm, isUntouched, type WizardForm, withApiKeysOnly } from "./wizard-form.ts";

/** What the guide's reader has typed by the end of it. */
const guide: WizardForm = {
  ...emptyForm(),
  name: "Test",
  apiVersion: "1.1",
  architecture: "AI_GATEWAY",
  entrypointType: "llm-proxy",
  paths: [pathRow("llmtest")],
  providers: [{ ...emptyProvider("OPEN_AI"), name: "llmtest", typedModel: "gpt-5-mini" }],
};

function withoutKeys(form: WizardForm): unknown {
  return JSON.parse(JSON.stringify(form, (name, value) => (name === "key" ? undefined : value)));
}

describe("formToDefinition", () => {
  test("makes of the guide's words a definition that lists llmtest:gpt-5-mini under /llmtest", () => {
    const definition = apiDefinitionSchema.parse(formToDefinition(guide));
    expect(definition.listeners[0]?.paths).toEqual([{ path: "/llmtest" }]);
    expect(publishedModels(definition).map((model) => model.id)).toEqual(["llmtest:gpt-5-mini"]);
    expect(definition.plans).toMatchObject([{ name: "Default Keyless (UNSECURED)", validation: "AUTO", status: "PUBLISHED" }]);
  });

  test("gives an API key plan that accepts at once", () => {
    const definition = apiDefinitionSchema.parse(formToDefinition({ ...guide, plans: withApiKeysOnly(guide.plans) }));
    expect(definition.plans).toMatchObject([{ security: { type: "API_KEY" }, validation: "AUTO", status: "PUBLISHED" }]);
  });
});

describe("definitionToForm", () => {
  test("brings every step's words back", () => {
    const full: WizardForm = {
      ...guide,
      description: "Chat",
      paths: [pathRow("/llmtest"), pathRow("/second")],
      enforceUsage: false,
      injectTokenHeaders: true,
      clientDisconnect: { policy: "DRAIN", drainSeconds: "90", drainTokens: "500" },
      providers: [
        {
          ...emptyProvider("ANTHROPIC"),
          name: "anthropic",
          authentication: { ...emptyProvider("ANTHROPIC").authentication, value: "••••c81e" },
        },
      ],
      // The last one is half-made: a draft keeps what it has.
      plans: [...guide.plans, apiKeyPlan(), { ...emptyPlan("JWT"), name: "Tokens", issuer: "https://login.example.com/" }],
    };
    expect(withoutKeys(definitionToForm(formToDefinition(full)))).toEqual(withoutKeys(full));
  });

  test("keeps a masked secret a mask, both ways", () => {
    const stored = formToDefinition({
      ...guide,
      providers: [{ ...emptyProvider("OPEN_AI"), authentication: { ...emptyProvider("OPEN_AI").authentication, bearer: "••••4f2a" } }],
    });
    expect(JSON.stringify(formToDefinition(definitionToForm(stored)))).toContain('"bearer":"••••4f2a"');
  });

  test("knows an unchosen architecture, an unchosen entrypoint and no plans from the defaults", () => {
    expect(definitionToForm(formToDefinition(emptyForm()))).toMatchObject({ architecture: null, entrypointType: null });
    expect(definitionToForm(formToDefinition({ ...guide, plans: [] })).plans).toEqual([]);
    expect(isUntouched(definitionToForm({}))).toBe(true);
  });

  test("reads anything without failing: drafts are not checked", () => {
    for (const odd of [null, 7, [], { listeners: 1, endpointGroups: "x", plans: [3] }, { listeners: [null] }])
      expect(() => definitionToForm(odd)).not.toThrow();
  });
});
