import { afterAll, beforeAll, expect, test } from "vitest";
import { findTokenOwner } from "../access/find-token-owner.ts";
import type { ManagementContext } from "../context.ts";
import { granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { createApiToken } from "./create-api-token.ts";
import { listApiTokens } from "./list-api-tokens.ts";
import { revokeApiToken } from "./revoke-api-token.ts";

let management: TestManagement;
let context: ManagementContext;

beforeAll(async () => {
  management = await startManagement();
  context = management.context;
  await context.db.user.update({ where: { id: "user-1" }, data: { role: "administrator" } });
});
afterAll(() => management.close());

test("a token is shown once and lets its owner in, within its scopes, until it expires or is revoked", async () => {
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const made = granted(await createApiToken(context, { name: "ci", scopes: ["apis:read"], expiresAt }));
  expect(made.token).toMatch(/^slt_[\w-]{43}$/);
  expect(await findTokenOwner(context.db, made.token, new Date())).toMatchObject({ id: "user-1", kind: "token", scopes: ["apis:read"] });
  const [listed] = granted(await listApiTokens(context, {})).data;
  expect(listed).toMatchObject({ token: `••••${made.token.slice(-4)}`, scopes: ["apis:read"] });
  expect(listed?.lastUsedAt).not.toBeNull();
  expect(await findTokenOwner(context.db, made.token, new Date(Date.now() + 61_000))).toBeNull();
  expect(granted(await revokeApiToken(context, made.id)).revokedAt).not.toBeNull();
  expect(await findTokenOwner(context.db, made.token, new Date())).toBeNull();
  expect(refused(await revokeApiToken(context, made.id)).code).toBe("conflict");
  const kept = JSON.stringify([await context.db.apiToken.findMany(), await context.db.auditEntry.findMany()]);
  expect(kept).not.toContain(made.token);
});

test("a token makes none that may more than itself", async () => {
  const confined = management.as({ kind: "token", scopes: ["tokens:own", "apis:read"] });
  expect(refused(await createApiToken(confined, { name: "more", scopes: ["people:manage"] })).extra.fields).toHaveProperty("scopes");
  expect(granted(await createApiToken(confined, { name: "same" })).scopes).toEqual(["apis:read", "tokens:own"]);
  expect(refused(await createApiToken(management.as({ kind: "token", scopes: ["apis:read"] }), { name: "x" })).code).toBe("forbidden");
});

test("tokens of others are for those who manage people", async () => {
  const { id } = granted(await createApiToken(context, { name: "mine" }));
  const stranger = management.as({ id: "user-2", role: "publisher" });
  expect(refused(await listApiTokens(stranger, { personId: "user-1" })).code).toBe("forbidden");
  expect(refused(await revokeApiToken(stranger, id)).code).toBe("forbidden");
  expect(refused(await revokeApiToken(stranger, "00000000-0000-4000-8000-000000000000")).code).toBe("forbidden");
  const theirs = granted(await createApiToken(stranger, { name: "theirs" }));
  expect(granted(await listApiTokens(context, { personId: "user-2" })).data.map((row) => row.id)).toEqual([theirs.id]);
  granted(await revokeApiToken(context, theirs.id));
});

test("a token that has nothing to allow, or is past before it begins, is not made", async () => {
  expect(refused(await createApiToken(context, { name: "x", scopes: [] })).extra.fields).toHaveProperty("scopes");
  expect(refused(await createApiToken(context, { name: "x", expiresAt: "2020-01-01T00:00:00Z" })).extra.fields).toHaveProperty("expiresAt");
});
