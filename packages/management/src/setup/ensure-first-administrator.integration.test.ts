import { verifyPassword } from "better-auth/crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findTokenOwner } from "../access/find-token-owner.ts";
import { startManagement, type TestManagement } from "../testing/test-context.ts";
import { ensureFirstAdministrator } from "./ensure-first-administrator.ts";

let management: TestManagement;
beforeEach(async () => {
  management = await startManagement();
  await management.context.db.user.deleteMany();
});
afterEach(() => management.close());

async function passwordWorks(password: string): Promise<boolean> {
  const account = await management.context.db.account.findFirstOrThrow();
  return verifyPassword({ hash: account.password ?? "", password });
}

test("the first administrator gets a random password, once", async () => {
  const { db } = management.context;
  const first = await ensureFirstAdministrator(db, {});
  expect(first.email).toBe("admin@sluice.local");
  expect(first.generatedPassword).toMatch(/^[A-Za-z0-9_-]{20}$/);
  expect(await passwordWorks(first.generatedPassword ?? "")).toBe(true);
  expect(await ensureFirstAdministrator(db, {})).toEqual({ email: "admin@sluice.local", generatedPassword: null });
});

test("the environment's password is taken at first, and does not overwrite a later one", async () => {
  const { db } = management.context;
  expect((await ensureFirstAdministrator(db, { email: "Ada@Example.org", password: "first-password" })).generatedPassword).toBeNull();
  await ensureFirstAdministrator(db, { email: "ada@example.org", password: "other-password" });
  expect(await passwordWorks("first-password")).toBe(true);
  expect(await db.user.count()).toBe(1);
});

test("the environment's token works, is kept as a hash, and is added on later starts", async () => {
  const { db } = management.context;
  await ensureFirstAdministrator(db, { token: "token-one" });
  await ensureFirstAdministrator(db, { token: "token-two" });
  await ensureFirstAdministrator(db, { token: "token-two" });
  expect(await db.apiToken.count()).toBe(2);
  expect(JSON.stringify(await db.apiToken.findMany())).not.toContain("token-one");
  expect(await findTokenOwner(db, "token-two", new Date())).toMatchObject({ kind: "token", role: "administrator" });
  expect(await findTokenOwner(db, "token-three", new Date())).toBeNull();
});

test("starting twice at once makes one administrator", async () => {
  const { db } = management.context;
  const results = await Promise.all([ensureFirstAdministrator(db, {}), ensureFirstAdministrator(db, {})]);
  expect(results.filter((result) => result.generatedPassword !== null)).toHaveLength(1);
  expect(await db.user.count()).toBe(1);
});

test.each([
  [{ password: "short" }, "SLUICE_ADMIN_PASSWORD must have 8 to 128 characters."],
  [{ email: "nobody" }, "SLUICE_ADMIN_EMAIL is not an e-mail address."],
])("a setting that could not be used to sign in is refused", async (wanted, message) => {
  await expect(ensureFirstAdministrator(management.context.db, wanted)).rejects.toThrow(message);
});
