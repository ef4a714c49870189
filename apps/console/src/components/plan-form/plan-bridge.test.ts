import { planSchema } from "@sluice/definition/plan";
import { describe, expect, test } from "vitest";
import { definitionToPlan, planToDefinition } from "./plan-bridge.ts";
import { emptyPlan, keylessPlan, type PlanDraft, plainPlan, withSignature } from "./plan-draft.ts";

const jwt: PlanDraft = {
  ...emptyPlan("JWT"),
  name: "Tokens",
  jwksUrl: "https://login.example.com/jwks.json",
  issuer: "https://login.example.com/",
  audience: "llm\n https://api.example.com \n\n",
  requiredScopes: "llm:chat  llm:embed",
};
const oauth2: PlanDraft = {
  ...emptyPlan("OAUTH2"),
  name: "Introspected",
  introspectionEndpoint: "https://login.example.com/introspect",
  clientId: "gateway",
  clientSecret: "••••4f2a",
  cacheSeconds: "0",
};

describe("planToDefinition", () => {
  test("gives what the schema takes, for every kind", () => {
    for (const plan of [
      keylessPlan(),
      { ...emptyPlan("API_KEY"), name: "Key" },
      jwt,
      oauth2,
      { ...emptyPlan("MTLS"), name: "Certificates" },
    ])
      expect(planSchema.safeParse(planToDefinition(plan)).error).toBeUndefined();
  });

  test("splits scopes at spaces and audiences at lines", () => {
    expect(planToDefinition(jwt)).toMatchObject({
      security: { configuration: { requiredScopes: ["llm:chat", "llm:embed"], audience: ["llm", "https://api.example.com"] } },
      validation: "MANUAL",
    });
  });

  test("sends the key of the chosen resolver and no other", () => {
    const given: PlanDraft = { ...withSignature(jwt, "HMAC_HS256"), publicKey: "PEM", sharedSecret: "a-shared-secret" };
    expect(given.keyResolver).toBe("GIVEN_KEY");
    expect(planToDefinition(given)).toMatchObject({ security: { configuration: { resolverParameter: "a-shared-secret" } } });
    expect(JSON.stringify(planToDefinition(given))).not.toContain("jwks.json");
  });

  test("leaves a number that is none to the schema", () => {
    const { error } = planSchema.safeParse(planToDefinition({ ...oauth2, cacheSeconds: "soon" }));
    expect(error?.issues.map(({ message }) => message)).toEqual(["A whole number of seconds, from 0 to 3600."]);
  });
});

describe("definitionToPlan", () => {
  test("opening and saving changes nothing, masks and policies included", () => {
    const flows = [{ name: "limits", enabled: true }];
    for (const plan of [jwt, oauth2]) {
      const stored = { ...planToDefinition(plan), selectionRule: "{#x}", status: "DEPRECATED", flows };
      expect(planToDefinition(definitionToPlan(stored))).toEqual(stored);
    }
  });

  test("reads anything without failing", () => {
    for (const odd of [null, 7, [], { security: 1 }, { security: { type: "MAGIC", configuration: [] }, flows: "x" }])
      expect(() => definitionToPlan(odd)).not.toThrow();
    expect(plainPlan(definitionToPlan({ security: { type: "JWT" }, validation: "MANUAL" }))).toEqual(plainPlan(emptyPlan("JWT")));
  });
});
