import { maskSecret } from "@sluice/definition/sealed";
import { expect, test } from "vitest";
import { sealSecrets } from "./seal-secrets.ts";

const KEY_ID = "00000000-0000-4000-8000-000000000000";
/** Seals so that the tests can read it: the secret stands where the bytes would. */
const secretBox = { seal: (plain: string) => `sealed:v1:${KEY_ID}:${plain}:${plain.length >= 12 ? plain.slice(-4) : ""}` };

interface Provider {
  readonly name: string;
  readonly endpoint?: string;
  readonly bearer: string;
}

function definition(...providers: readonly Provider[]) {
  return {
    endpointGroups: providers.map(({ name, endpoint, bearer }) => ({
      name,
      endpoints: [{ name: endpoint ?? `Default ${name}`, configuration: { authentication: { bearer } } }],
    })),
  };
}

function keys(sealed: ReturnType<typeof definition>): string[] {
  return sealed.endpointGroups.map((group) => group.endpoints[0]?.configuration.authentication.bearer.split(":")[3] ?? "");
}

const A = { name: "a", bearer: secretBox.seal("secret-of-a-1111") };
const B = { name: "b", bearer: secretBox.seal("secret-of-b-2222") };
const mask = (provider: Provider) => maskSecret(provider.bearer);

test("masks keep what is stored under the same names", () => {
  const { definition: sealed, problems } = sealSecrets(definition({ ...A, bearer: mask(A) }, { ...B, bearer: mask(B) }), secretBox, [
    definition(A, B),
  ]);
  expect(keys(sealed)).toEqual(["secret-of-a-1111", "secret-of-b-2222"]);
  expect(problems).toEqual({});
});

test("secrets go with their masks when providers swap places or names", () => {
  const swappedPlaces = definition({ ...B, bearer: mask(B) }, { ...A, bearer: mask(A) });
  expect(keys(sealSecrets(swappedPlaces, secretBox, [definition(A, B)]).definition)).toEqual(["secret-of-b-2222", "secret-of-a-1111"]);
  const swappedNames = definition({ name: "b", bearer: mask(A) }, { name: "a", bearer: mask(B) });
  expect(keys(sealSecrets(swappedNames, secretBox, [definition(A, B)]).definition)).toEqual(["secret-of-a-1111", "secret-of-b-2222"]);
});

test("a renamed provider keeps its key, at another place too", () => {
  const renamed = definition({ name: "new", bearer: "plain-new-secret" }, { name: "z", bearer: mask(A) });
  expect(keys(sealSecrets(renamed, secretBox, [definition(A, B)]).definition)).toEqual(["plain-new-secret", "secret-of-a-1111"]);
});

test("a mask that could be either of two is refused rather than guessed", () => {
  const twins = definition({ name: "a", bearer: secretBox.seal("short-1") }, { name: "b", bearer: secretBox.seal("short-2") });
  const { problems } = sealSecrets(
    definition({ name: "x", bearer: "plain-new-secret" }, { name: "y", bearer: "plain-new-secret" }, { name: "c", bearer: "••••" }),
    secretBox,
    [twins],
  );
  expect(Object.keys(problems)).toEqual(["endpointGroups.2.endpoints.0.configuration.authentication.bearer"]);
});

test("a mask from before the key was replaced keeps the key of that provider", () => {
  expect(keys(sealSecrets(definition({ name: "a", bearer: "••••9999" }), secretBox, [definition(A, B)]).definition)).toEqual([
    "secret-of-a-1111",
  ]);
});

test("the first place that knows a secret wins", () => {
  const draft = definition({ ...A, bearer: secretBox.seal("newer-secret-1111") });
  expect(keys(sealSecrets(definition({ ...A, bearer: mask(A) }), secretBox, [draft, definition(A)]).definition)).toEqual([
    "newer-secret-1111",
  ]);
});

test("references to the environment and empty keys stay as they are", () => {
  const given = definition({ name: "a", bearer: "${env:KEY}" }, { name: "b", bearer: "" });
  expect(sealSecrets(given, secretBox, []).definition).toEqual(given);
});
