import { PROVIDER_IDS, PROVIDERS } from "@sluice/definition/provider";
import { expect, test } from "vitest";
import { emptyProvider } from "./provider-draft.ts";
import { PROVIDER_WORDS, usualAddress, wayOf } from "./provider-words.ts";

test("offers each way to authenticate that the definition takes, and no other; the usual one first", () => {
  for (const id of PROVIDER_IDS) {
    const offered = PROVIDER_WORDS[id].ways.map((way) => way.type);
    expect(new Set(offered)).toEqual(new Set(PROVIDERS[id].authentications));
    expect(offered[0]).toBe(PROVIDERS[id].authentications[0]);
  }
});

test("tells AWS keys from the gateway's own credentials", () => {
  const bedrock = emptyProvider("BEDROCK");
  expect(wayOf(bedrock, "BEDROCK").id).toBe("aws");
  expect(wayOf({ authentication: { ...bedrock.authentication, ownCredentials: true } }, "BEDROCK").id).toBe("own");
});

test("an address that needs no typing is shown with what is known of it", () => {
  const bedrock = emptyProvider("BEDROCK");
  expect(usualAddress(emptyProvider("OPEN_AI"))).toBe("https://api.openai.com/v1");
  expect(usualAddress(bedrock)).toBe("https://bedrock-runtime.{region}.amazonaws.com");
  expect(usualAddress({ ...bedrock, authentication: { ...bedrock.authentication, region: "eu-central-1" } })).toBe(
    "https://bedrock-runtime.eu-central-1.amazonaws.com",
  );
  expect(usualAddress(emptyProvider("VERTEX_AI"))).toBe("https://aiplatform.googleapis.com");
  expect(usualAddress({ ...emptyProvider("VERTEX_AI"), location: "europe-west1" })).toBe("https://europe-west1-aiplatform.googleapis.com");
  expect(usualAddress(emptyProvider("AZURE_OPEN_AI"))).toBeNull();
});
