import { describe, expect, test } from "vitest";
import { environmentReference, isMask, mapSecrets, secretHint } from "./secrets.ts";

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
      seen.push(`${place.group}/${place.endpoint}/${place.field}=${value}`);
      return "hidden";
    });
    expect(seen).toEqual(["openai/one/bearer=sk-secret", "aws/two/accessKeyId=AKIA", "aws/two/secretAccessKey=s3"]);
    expect(JSON.stringify(mapped)).not.toMatch(/sk-secret|AKIA|s3/);
    expect(JSON.stringify(definition)).toContain("sk-secret");
  });

  test.each([null, 7, [], {}, { endpointGroups: 3 }, { endpointGroups: [null, { endpoints: "x" }, { endpoints: [{}] }] }])(
    "do not trip over an unfinished draft: %j",
    (draft) => expect(mapSecrets<unknown>(draft, () => "x")).toEqual(draft),
  );

  test("show four characters only when they are long enough to spare them", () => {
    expect(secretHint("sk-0123456789abcd")).toBe("abcd");
    expect(secretHint("short")).toBe("");
    expect(isMask("••••abcd")).toBe(true);
    expect(isMask("sk-••••")).toBe(false);
  });

  test("tell a reference to the environment from a secret", () => {
    expect(environmentReference("${env:OPENAI_API_KEY}")).toBe("OPENAI_API_KEY");
    expect(environmentReference("x${env:A}")).toBeNull();
    expect(environmentReference("${env:A-B}")).toBeNull();
  });
});
