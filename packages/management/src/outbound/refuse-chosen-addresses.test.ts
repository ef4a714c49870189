import { describe, expect, test } from "vitest";
import { refuseAddressesInSecrets, refuseChosenAddresses } from "./refuse-chosen-addresses.ts";

const SETTINGS = { gatewayUrl: "http://localhost:8082", simulatorUrl: null };
const METADATA = "http://169.254.169.254/computeMetadata/v1/";

const fieldsOf = (body: unknown, settings: object = {}) =>
  Object.keys(refuseChosenAddresses({ settings: { ...SETTINGS, ...settings } }, body)?.extra.fields ?? {});
const account = (tokenUri: unknown) => JSON.stringify({ type: "service_account", client_email: "a@b", token_uri: tokenUri });
const vertex = (json: string) => ({ endpoints: [{ configuration: { authentication: { type: "SERVICE_ACCOUNT", json } } }] });
const JSON_FIELD = "endpoints.0.configuration.authentication.json";

describe("an address in a definition", () => {
  test.each(["target", "resolverParameter", "introspectionEndpoint", "url"])("is looked at as %s", (field) => {
    expect(fieldsOf({ deep: [{ [field]: METADATA }] })).toEqual([`deep.0.${field}`]);
    expect(fieldsOf({ deep: [{ [field]: "https://api.openai.com/v1" }] })).toEqual([]);
  });

  test("is any text where nothing is called", () => {
    expect(fieldsOf({ description: METADATA })).toEqual([]);
  });

  test("is the operator's to allow", () => {
    expect(fieldsOf({ target: METADATA, ...vertex(account(METADATA)) }, { linkLocalAllowed: true })).toEqual([]);
  });
});

describe("the token_uri inside a service account's JSON", () => {
  test.each([METADATA, "https://metadata.google.internal./token", "http://2852039166/", "http://[::ffff:169.254.169.254]/"])(
    "is refused at the JSON's field: %s",
    (tokenUri) => {
      expect(fieldsOf(vertex(account(tokenUri)))).toEqual([JSON_FIELD]);
      expect(fieldsOf(vertex(`\n ${account(tokenUri)} \n`))).toEqual([JSON_FIELD]);
    },
  );

  test.each([
    ["Google's own", account("https://oauth2.googleapis.com/token")],
    ["one inside the own network", account("http://127.0.0.1:9000/token")],
    ["no text", account(5)],
    ["no address", account("token")],
    ["none", JSON.stringify({ type: "service_account" })],
    ["no object", "null"],
    ["JSON cut short", account(METADATA).slice(0, -1)],
    ["a mask", "••••l/v1"],
    ["a sealed one, which nobody looks into here", "sealed:v1:00000000-0000-4000-8000-000000000000:AAAA:"],
    ["a reference", "${file:/run/secrets/account.json}"],
  ])("passes: %s", (_name, json) => {
    expect(fieldsOf(vertex(json))).toEqual([]);
  });

  test("is all that is looked at before a draft is sealed", () => {
    const refused = refuseAddressesInSecrets({ settings: SETTINGS }, { target: METADATA, ...vertex(account(METADATA)) });
    expect(refused?.extra.fields).toEqual({ [JSON_FIELD]: expect.stringMatching(/token_uri.*not for people to choose/) });
  });
});
