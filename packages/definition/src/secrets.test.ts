import { describe, expect, test } from "vitest";
import { asReference, referenceProblem } from "./secret-reference.ts";
import { isMask, mapSecretFields, mapSecrets, secretHint } from "./secrets.ts";

const definition = {
  name: "x",
  endpointGroups: [
    { name: "openai", endpoints: [{ name: "one", configuration: { authentication: { type: "BEARER", bearer: "sk-secret" } } }] },
    {
      name: "aws",
      endpoints: [
        { name: "two", configuration: { authentication: { type: "AWS", region: "eu", accessKeyId: "AKIA", secretAccessKey: "s3" } } },
      ],
    },
    { name: "env", endpoints: [{ name: "three", configuration: { authentication: { type: "API_KEY", value: "${env:KEY}" } } }] },
  ],
};

describe("secrets", () => {
  test("are found wherever a definition holds them, and only there", () => {
    const seen: string[] = [];
    const mapped = mapSecrets(definition, (value, place) => {
      seen.push(`${place.names.join("/")}/${place.field}=${value}`);
      return "hidden";
    });
    expect(seen).toEqual(["openai/one/bearer=sk-secret", "aws/two/accessKeyId=AKIA", "aws/two/secretAccessKey=s3"]);
    expect(JSON.stringify(mapped)).not.toMatch(/sk-secret|AKIA|s3/);
    expect(JSON.stringify(definition)).toContain("sk-secret");
  });

  test.each([
    null,
    7,
    [],
    {},
    { plans: [null, {}, { security: 1 }] },
    { endpointGroups: 3 },
    { endpointGroups: [null, { endpoints: "x" }, { endpoints: [{}] }] },
  ])("do not trip over an unfinished draft: %j", (draft) => expect(mapSecrets<unknown>(draft, () => "x")).toEqual(draft));

  test("show four characters only when they are long enough to spare them", () => {
    expect(secretHint("sk-0123456789abcd")).toBe("abcd");
    expect(secretHint("short")).toBe("");
    expect(isMask("••••abcd")).toBe(true);
    expect(isMask("sk-••••")).toBe(false);
  });

  test("stand in plans, and under header names that credentials go by", () => {
    const jwt = (configuration: object) => ({ name: "jwt", security: { type: "JWT", configuration } });
    const places: string[] = [];
    mapSecretFields(
      {
        endpointGroups: [
          {
            name: "g",
            sharedConfiguration: {
              headers: [
                { name: "Authorization", value: "Bearer x" },
                { name: "X-Tenant", value: "plain" },
                { name: "X-Region", value: "${file:/run/secrets/region}" },
              ],
            },
            endpoints: [{ name: "e", sharedConfigurationOverride: { headers: [{ name: "Ocp-Apim-Subscription-Key", value: "k" }] } }],
          },
        ],
        plans: [
          { name: "oauth", security: { type: "OAUTH2", configuration: { clientId: "id", clientSecret: "s" } } },
          jwt({ signature: "HMAC_HS256", publicKeyResolver: "GIVEN_KEY", resolverParameter: "h" }),
          jwt({ signature: "RSA_RS256", publicKeyResolver: "GIVEN_KEY", resolverParameter: "public" }),
          jwt({ signature: "HMAC_HS256", publicKeyResolver: "JWKS_URL", resolverParameter: "https://idp.test/keys" }),
          { name: "none" },
        ],
      },
      (value, { kind, path }) => {
        places.push(`${kind} ${path}`);
        return value;
      },
    );
    expect(places).toEqual([
      "header endpointGroups.0.sharedConfiguration.headers.0.value",
      "header endpointGroups.0.sharedConfiguration.headers.2.value",
      "header endpointGroups.0.endpoints.0.sharedConfigurationOverride.headers.0.value",
      "plan plans.0.security.configuration.clientSecret",
      "plan plans.1.security.configuration.resolverParameter",
    ]);
  });
});

describe("a reference", () => {
  test.each([
    ["${env:OPENAI_API_KEY}", { kind: "env", name: "OPENAI_API_KEY" }],
    ["${file:/run/secrets/openai.key}", { kind: "file", path: "/run/secrets/openai.key" }],
    ["x${env:A}", null],
    ["${env:A-B}", null],
    ["${file:run/secrets/x}", null],
    ["${file:/run/secrets/../../etc/passwd}", null],
    ["${file:/run/sec rets}", null],
    ["sk-plain", null],
  ])("%s is what it says, and nothing near it", (text, reference) => expect(asReference(text)).toEqual(reference));

  test.each(["Bearer ${env:KEY}", "${env:MY-KEY}", "${file:../key}", "{#secrets.get('/kubernetes/openai:key')}"])(
    "%s would reach a provider as a key that never works, and is refused",
    (text) => expect(referenceProblem(text)).toMatch(/env:NAME/),
  );

  test.each(["sk-plain", "${env:A}", "${file:/run/secrets/a}", "a$b{c}"])("%s has no problem", (text) =>
    expect(referenceProblem(text)).toBeNull(),
  );
});
