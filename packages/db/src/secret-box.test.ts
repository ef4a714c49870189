import { randomBytes } from "node:crypto";
import { isSameSecret, isSealed, maskSecret } from "@sluice/definition/sealed";
import { describe, expect, test } from "vitest";
import { wrapDataKey } from "./data-key.ts";
import { encrypt, parseMasterKey } from "./master-key.ts";
import { SecretBox } from "./secret-box.ts";

const masterKey = () => randomBytes(32).toString("base64");
const SECRET = "sk-proj-abcdef-7890";

type DataKeys = Parameters<typeof SecretBox.load>[0];

/** The table of data keys, in memory. */
function dataKeys(): DataKeys & { readonly rows: { id: string; wrapped: Uint8Array; retiredAt: Date | null }[] } {
  const rows: { id: string; wrapped: Uint8Array; retiredAt: Date | null }[] = [];
  const dataKey = {
    findMany: async () => rows,
    create: async ({ data }: { data: { id: string; wrapped: Uint8Array } }) => rows.push({ ...data, retiredAt: null }),
  };
  return { rows, dataKey } as unknown as DataKeys & { rows: typeof rows };
}

test("a sealed secret opens to itself, and shows its last four characters only", async () => {
  const box = await SecretBox.load(dataKeys(), masterKey());
  const sealed = box.seal(SECRET);
  expect(isSealed(sealed)).toBe(true);
  expect(sealed).not.toContain("abcdef");
  expect(await box.open(sealed)).toBe(SECRET);
  expect(maskSecret(sealed)).toBe("••••7890");
});

test("the same secret is never sealed to the same bytes", async () => {
  const box = await SecretBox.load(dataKeys(), masterKey());
  expect(box.seal(SECRET)).not.toBe(box.seal(SECRET));
});

test("short secrets, and those that end in no plain character, show nothing", async () => {
  const box = await SecretBox.load(dataKeys(), masterKey());
  expect(maskSecret(box.seal("short"))).toBe("••••");
  const json = '{ "private_key": "x" \n}';
  expect(maskSecret(box.seal(json))).toBe("••••");
  expect(await box.open(box.seal(json))).toBe(json);
});

test("a hint may hold what separates the parts", async () => {
  const box = await SecretBox.load(dataKeys(), masterKey());
  expect(await box.open(box.seal("0123456789a:b:"))).toBe("0123456789a:b:");
});

test("a box that knows no key yet finds the one that another made", async () => {
  const db = dataKeys();
  const key = masterKey();
  const reader = await SecretBox.load(db, key, { readOnly: true });
  expect(db.rows).toHaveLength(0);
  const sealed = (await SecretBox.load(db, key)).seal(SECRET);
  expect(await reader.open(sealed)).toBe(SECRET);
});

test("a definition is opened where secrets stand, and nowhere else", async () => {
  const db = dataKeys();
  const key = masterKey();
  const reader = await SecretBox.load(db, key, { readOnly: true });
  const sealed = (await SecretBox.load(db, key)).seal(SECRET);
  const definition = { name: sealed, endpointGroups: [{ endpoints: [{ configuration: { authentication: { bearer: sealed } } }] }] };
  const opened = await reader.openAll(definition);
  expect(opened.name).toBe(sealed);
  expect(opened.endpointGroups[0]?.endpoints[0]?.configuration.authentication.bearer).toBe(SECRET);
});

test.each([
  [
    "a flipped bit",
    (sealed: string) =>
      sealed.replace(
        /:([A-Za-z0-9_-])([A-Za-z0-9_-]+):7890$/,
        (_all, first: string, rest: string) => `:${first === "A" ? "B" : "A"}${rest}:7890`,
      ),
  ],
  ["another hint", (sealed: string) => sealed.replace(/7890$/, "0000")],
  ["a cut tail", (sealed: string) => sealed.replace(/[A-Za-z0-9_-]{8}:7890$/, ":7890")],
  ["another data key's name", (sealed: string) => sealed.replace(/v2:[0-9a-f-]{36}/, "v2:00000000-0000-4000-8000-000000000000")],
  ["another fingerprint", (sealed: string) => sealed.replace(/^(sealed:v2:[0-9a-f-]{36}):[^:]+/, "$1:AAAAAAAAAAAAAAAAAAAAAA")],
])("%s is refused without a word of the secret", async (_name, tamper) => {
  const box = await SecretBox.load(dataKeys(), masterKey());
  const error = await box.open(tamper(box.seal(SECRET))).catch((caught: Error) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).not.toContain("abcdef");
});

test("another master key is told apart from a damaged secret", async () => {
  const db = dataKeys();
  await SecretBox.load(db, masterKey());
  await expect(SecretBox.load(db, masterKey())).rejects.toThrow("SLUICE_ENCRYPTION_KEY is not the key");
});

test.each([
  ["", "is empty or not base64"],
  ["%%%", "is empty or not base64"],
  [randomBytes(16).toString("base64"), "has 16 bytes"],
])("a malformed master key %j is refused, saying what is expected", async (key, message) => {
  await expect(SecretBox.load(dataKeys(), key)).rejects.toThrow(message);
});

describe("when the data key is replaced", () => {
  async function rotated() {
    const db = dataKeys();
    const key = masterKey();
    const box = await SecretBox.load(db, key);
    const before = box.seal(SECRET);
    const reader = await SecretBox.load(db, key, { readOnly: true });
    for (const row of db.rows) row.retiredAt = new Date();
    db.rows.push({ ...box.newDataKey(), retiredAt: null });
    await box.refresh();
    return { db, box, before, reader };
  }

  test("a resealed secret is the same one to whoever compares, under another key", async () => {
    const { box, before, db } = await rotated();
    const after = box.reseal(before);
    if (after === null) throw new Error("it did not open");
    expect(after).toContain(db.rows[1]?.id);
    expect(isSameSecret(before, after)).toBe(true);
    expect(isSameSecret(after, box.seal("another-secret-7890"))).toBe(false);
    expect(await box.open(after)).toBe(SECRET);
    expect(box.reseal(after)).toBe(after);
  });

  test("a reader that was there before learns the new key when a secret names it", async () => {
    const { box, before, reader } = await rotated();
    expect(await reader.open(box.reseal(before) ?? "")).toBe(SECRET);
  });

  test("what does not open is left to whoever asks, not lost", async () => {
    const { box, before } = await rotated();
    expect(box.reseal(before.replace(/7890$/, "0000"))).toBeNull();
    expect(box.reseal("sk-plain")).toBeNull();
  });
});

test("what was sealed before there were fingerprints opens, and gets one when it is sealed anew", async () => {
  const db = dataKeys();
  const master = masterKey();
  const [id, key] = ["00000000-0000-4000-8000-000000000001", randomBytes(32)];
  db.rows.push({ id, wrapped: wrapDataKey({ id, key }, parseMasterKey(master)), retiredAt: null });
  const bytes = encrypt(key, Buffer.from(SECRET), `sluice sealed v1 ${id} 7890`).toString("base64url");
  const box = await SecretBox.load(db, master);
  const former = `sealed:v1:${id}:${bytes}:7890`;
  expect(await box.open(former)).toBe(SECRET);
  expect(maskSecret(former)).toBe("••••7890");
  expect(isSameSecret(box.reseal(former) ?? "", box.seal(SECRET))).toBe(true);
});

test("data keys of the previous master key open beside those of the one in force, and not without it", async () => {
  const db = dataKeys();
  const [former, present] = [masterKey(), masterKey()];
  const sealed = (await SecretBox.load(db, former)).seal(SECRET);
  const box = await SecretBox.load(db, present, { previousMasterKey: former });
  expect(await box.open(sealed)).toBe(SECRET);
  await expect(SecretBox.load(db, present)).rejects.toThrow("SLUICE_ENCRYPTION_KEY_PREVIOUS");
});
