import type { Role } from "@sluice/definition/access";
import { verifyPassword } from "better-auth/crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiToken } from "../api-tokens/create-api-token.ts";
import type { ManagementContext } from "../context.ts";
import { createPasswordLink } from "../invitations/create-password-link.ts";
import { granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { changePassword } from "./change-password.ts";
import { deletePerson } from "./delete-person.ts";
import { endSessions } from "./end-sessions.ts";
import { getPerson } from "./get-person.ts";
import { listPeople } from "./list-people.ts";
import { listSessions } from "./list-sessions.ts";
import { PASSWORD_PROVIDER } from "./person-resource.ts";
import { updatePerson } from "./update-person.ts";

let management: TestManagement;
let context: ManagementContext;
let made = 0;

beforeAll(async () => {
  management = await startManagement();
  context = management.context;
  await context.db.user.update({ where: { id: "user-1" }, data: { role: "administrator" } });
});
afterAll(() => management.close());

async function person(role: Role = "viewer"): Promise<string> {
  const id = `person-${++made}`;
  await context.db.user.create({ data: { id, name: `Person ${made}`, email: `${id}@example.org`, role } });
  return id;
}

async function session(userId: string): Promise<string> {
  const id = `session-${++made}`;
  await context.db.session.create({ data: { id, token: id, userId, expiresAt: new Date(Date.now() + 60_000) } });
  return id;
}

const actionsOn = async (entityId: string) =>
  (await context.db.auditEntry.findMany({ where: { entityId }, orderBy: { at: "asc" } })).map(({ action }) => action);

test("everybody finds people by name and address; how and when they come in is for those who manage them", async () => {
  const id = await person();
  const seen = granted(await listPeople(management.as({ id, role: "viewer" }), { q: "person-1@" }));
  expect(seen.data).toEqual([{ id, name: "Person 1", email: `${id}@example.org`, role: "viewer" }]);
  const [managed] = granted(await listPeople(context, { q: "PERSON-1@" })).data;
  expect(managed).toMatchObject({ disabledAt: null, lastSignInAt: null, signIn: [] });
  expect(JSON.stringify(managed)).not.toContain("password");
});

test("a person changes their own name, and nothing that gives them more", async () => {
  const id = await person();
  const self = management.as({ id, role: "viewer" });
  expect(granted(await updatePerson(self, id, { name: "Grace" })).name).toBe("Grace");
  for (const body of [{ role: "administrator" }, { name: "Grace", role: "administrator" }, { disabled: false }])
    expect(refused(await updatePerson(self, id, body)).code).toBe("forbidden");
  expect(refused(await updatePerson(self, "user-1", { name: "Mallory" })).code).toBe("forbidden");
  const confined = management.as({ id, role: "viewer", kind: "token", scopes: ["apis:read"] });
  expect(refused(await updatePerson(confined, id, { name: "Mallory" })).code).toBe("forbidden");
  expect(refused(await updatePerson(context, id, { emailVerified: true })).extra.fields).toHaveProperty("emailVerified");
  expect(await actionsOn(id)).toEqual(["person.update"]);
});

test("disabling ends sessions, tokens and password links in the same moment, and is in the audit", async () => {
  const id = await person("publisher");
  await session(id);
  granted(await createApiToken(management.as({ id, role: "publisher" }), { name: "script" }));
  granted(await createPasswordLink(context, id));
  expect(granted(await updatePerson(context, id, { disabled: true })).disabledAt).not.toBeNull();
  expect(await context.db.session.count({ where: { userId: id } })).toBe(0);
  expect(await context.db.apiToken.count({ where: { userId: id, revokedAt: null } })).toBe(0);
  expect(await context.db.invitation.count({ where: { userId: id, revokedAt: null } })).toBe(0);
  expect(granted(await updatePerson(context, id, { disabled: false })).disabledAt).toBeNull();
  expect(await context.db.apiToken.count({ where: { userId: id, revokedAt: null } })).toBe(0);
  expect((await actionsOn(id)).filter((action) => action === "person.update")).toHaveLength(2);
});

test("the last administrator stays one, also when two take each other's role at once", async () => {
  expect(refused(await updatePerson(context, "user-1", { role: "viewer" })).code).toBe("conflict");
  expect(refused(await updatePerson(context, "user-1", { disabled: true })).code).toBe("conflict");
  expect(refused(await deletePerson(management.as({ id: "user-2" }), "user-1")).code).toBe("conflict");
  const other = await person("administrator");
  const results = await Promise.all([
    updatePerson(management.as({ id: other }), "user-1", { role: "viewer" }),
    updatePerson(context, other, { role: "viewer" }),
  ]);
  const codes = results.map((result) => ("code" in result ? result.code : "changed")).sort();
  expect(codes).toEqual(["changed", "conflict"]);
  expect(await context.db.user.count({ where: { role: "administrator", disabledAt: null } })).toBe(1);
  await context.db.user.update({ where: { id: "user-1" }, data: { role: "administrator" } });
  await context.db.user.update({ where: { id: other }, data: { role: "viewer" } });
});

test("a deleted person is gone with all that let them in; the audit remembers them", async () => {
  const id = await person("consumer");
  await session(id);
  expect(await deletePerson(context, id)).toBeUndefined();
  expect(await context.db.session.count({ where: { userId: id } })).toBe(0);
  expect(refused(await getPerson(context, id)).code).toBe("not_found");
  expect(refused(await deletePerson(context, "user-1")).message).toBe("You cannot delete yourself.");
  expect(await actionsOn(id)).toEqual(["person.delete"]);
});

test("sessions are shown without their tokens; one or all others can be ended, by their owner or by who manages people", async () => {
  const id = await person();
  const [here, there, third] = [await session(id), await session(id), await session(id)];
  const self = management.as({ id, role: "viewer", sessionId: here });
  const listed = granted(await listSessions(self, id, {}));
  expect(listed.data.filter(({ current }) => current).map((row) => row.id)).toEqual([here]);
  expect(listed.data.some((row) => "token" in row)).toBe(false);
  expect(granted(await endSessions(self, id, { sessionId: there }))).toEqual({ ended: 1 });
  expect(granted(await endSessions(self, id, { keepCurrent: true }))).toEqual({ ended: 1 });
  expect(refused(await endSessions(self, id, { sessionId: third })).code).toBe("not_found");
  const stranger = management.as({ id: await person(), role: "publisher" });
  expect(refused(await listSessions(stranger, id, {})).code).toBe("forbidden");
  expect(refused(await endSessions(stranger, id, {})).code).toBe("forbidden");
  expect(granted(await endSessions(context, id, undefined))).toEqual({ ended: 1 });
});

test("a session's id of somebody else ends nothing", async () => {
  const [mine, theirs] = [await person(), await person()];
  const foreign = await session(theirs);
  expect(refused(await endSessions(management.as({ id: mine, role: "viewer" }), mine, { sessionId: foreign })).code).toBe("not_found");
  expect(await context.db.session.count({ where: { id: foreign } })).toBe(1);
});

test("a password is changed by who knows it, in a session; other sessions end", async () => {
  const id = await person();
  const { hashPassword } = await import("better-auth/crypto");
  await context.db.account.create({
    data: { id, userId: id, accountId: id, providerId: PASSWORD_PROVIDER, password: await hashPassword("the old password") },
  });
  const here = await session(id);
  await session(id);
  const self = management.as({ id, role: "viewer", sessionId: here });
  const wrong = refused(await changePassword(self, { currentPassword: "a guess", newPassword: "the new password" }));
  expect(wrong.extra.fields).toEqual({ currentPassword: "This is not your current password." });
  expect(refused(await changePassword(self, { currentPassword: "the old password", newPassword: "short" })).code).toBe("invalid_request");
  const byToken = management.as({ id, kind: "token" });
  expect(refused(await changePassword(byToken, { currentPassword: "the old password", newPassword: "the new password" })).code).toBe(
    "forbidden",
  );
  expect(await changePassword(self, { currentPassword: "the old password", newPassword: "the new password" })).toBeUndefined();
  const account = await context.db.account.findFirstOrThrow({ where: { userId: id } });
  expect(await verifyPassword({ hash: account.password ?? "", password: "the new password" })).toBe(true);
  expect((await context.db.session.findMany({ where: { userId: id } })).map((row) => row.id)).toEqual([here]);
  const entries = await context.db.auditEntry.findMany({ where: { entityId: id } });
  expect(entries.map(({ action }) => action)).toEqual(["person.set-password"]);
  expect(JSON.stringify(entries)).not.toContain("the new password");
});
