import { verifyPassword } from "better-auth/crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AnonymousContext, ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { acceptLink } from "./accept-link.ts";
import { createInvitation } from "./create-invitation.ts";
import { createPasswordLink } from "./create-password-link.ts";
import { INVITATION_LIFETIME_MS } from "./link-token.ts";
import { listInvitations } from "./list-invitations.ts";
import { openLink } from "./open-link.ts";
import { revokeInvitation } from "./revoke-invitation.ts";

let management: TestManagement;
let context: ManagementContext;
let anybody: AnonymousContext;
const PASSWORD = "correct horse battery";

beforeAll(async () => {
  management = await startManagement();
  context = management.context;
  const { actor: _nobody, ...rest } = context;
  anybody = { ...rest, ip: "203.0.113.7" };
});
afterAll(() => management.close());

function tokenIn(link: string | undefined): string {
  return link?.split("#")[1] ?? "";
}

async function invite(email: string, role = "publisher"): Promise<{ id: string; token: string }> {
  const { id, link } = granted(await createInvitation(context, { email, role, name: "Grace" }));
  return { id, token: tokenIn(link) };
}

test("an invitation makes the account that it names, once", async () => {
  const { id, token } = await invite("Grace@Example.org");
  expect(granted(await openLink(anybody, { token }))).toMatchObject({ kind: "invitation", email: "grace@example.org", role: "publisher" });
  expect(granted(await acceptLink(anybody, { token, name: "Grace H.", password: PASSWORD }))).toEqual({ email: "grace@example.org" });
  const user = await context.db.user.findUniqueOrThrow({ where: { email: "grace@example.org" }, include: { accounts: true } });
  expect(user).toMatchObject({ name: "Grace H.", role: "publisher" });
  expect(await verifyPassword({ hash: user.accounts[0]?.password ?? "", password: PASSWORD })).toBe(true);
  expect(refused(await acceptLink(anybody, { token, password: PASSWORD })).code).toBe("not_found");
  expect(refused(await openLink(anybody, { token })).code).toBe("not_found");
  expect(granted(await listInvitations(context, { state: "ACCEPTED" })).data.map((row) => row.id)).toEqual([id]);
  const [entry] = await context.db.auditEntry.findMany({ where: { action: "person.create", entityId: user.id } });
  expect(entry).toMatchObject({ actorName: "Grace H.", ip: "203.0.113.7" });
});

test("the link's token is kept nowhere, and shown once", async () => {
  const { token } = await invite("once@example.org");
  const kept = JSON.stringify([
    await context.db.invitation.findMany(),
    await context.db.auditEntry.findMany(),
    await listInvitations(context, {}),
  ]);
  expect(kept).not.toContain(token);
  expect(token.length).toBeGreaterThanOrEqual(43);
});

test("of ten who use one link at once, one is let in", async () => {
  const { token } = await invite("race@example.org");
  const results = await Promise.all(Array.from({ length: 10 }, () => acceptLink(anybody, { token, password: PASSWORD })));
  expect(results.filter((result) => !(result instanceof ManagementError))).toHaveLength(1);
  expect(await context.db.user.count({ where: { email: "race@example.org" } })).toBe(1);
});

test("expired, revoked, replaced and invented links are refused in the same words", async () => {
  const revoked = await invite("revoked@example.org");
  granted(await revokeInvitation(context, revoked.id));
  expect(refused(await revokeInvitation(context, revoked.id)).code).toBe("conflict");
  const replaced = await invite("twice@example.org");
  await invite("twice@example.org", "viewer");
  const expired = await invite("late@example.org");
  const later = { ...anybody, now: () => new Date(Date.now() + INVITATION_LIFETIME_MS + 1) };
  const refusals = [
    refused(await acceptLink(anybody, { token: revoked.token, password: PASSWORD })),
    refused(await acceptLink(anybody, { token: replaced.token, password: PASSWORD })),
    refused(await acceptLink(later, { token: expired.token, password: PASSWORD })),
    refused(await acceptLink(anybody, { token: "invented", password: PASSWORD })),
    refused(await openLink(later, { token: expired.token })),
  ].map(({ code, message }) => `${code} ${message}`);
  expect(new Set(refusals).size).toBe(1);
});

test("nobody who is here already is invited again, and only who manages people invites", async () => {
  expect(refused(await createInvitation(context, { email: "USER-2@example.org" })).extra.fields).toHaveProperty("email");
  expect(refused(await createInvitation(context, { email: "not an address" })).extra.fields).toHaveProperty("email");
  expect(refused(await createInvitation(context, { email: "a@example.org", role: "root" })).extra.fields).toHaveProperty("role");
  const publisher = management.as({ id: "user-2", role: "publisher" });
  expect(refused(await createInvitation(publisher, { email: "b@example.org", role: "administrator" })).code).toBe("forbidden");
  expect(refused(await listInvitations(publisher, {})).code).toBe("forbidden");
});

test("a password link replaces the password, ends the sessions of the old one and gives no other role", async () => {
  await context.db.session.create({ data: { id: "s", token: "s", userId: "user-2", expiresAt: new Date(Date.now() + 60_000) } });
  const former = tokenIn(granted(await createPasswordLink(context, "user-2")).link);
  const token = tokenIn(granted(await createPasswordLink(context, "user-2")).link);
  expect(refused(await openLink(anybody, { token: former })).code).toBe("not_found");
  expect(granted(await openLink(anybody, { token })).kind).toBe("password-reset");
  expect(refused(await acceptLink(anybody, { token, password: PASSWORD, role: "administrator" })).extra.fields).toHaveProperty("role");
  granted(await acceptLink(anybody, { token, password: PASSWORD }));
  const user = await context.db.user.findUniqueOrThrow({ where: { id: "user-2" }, include: { accounts: true, sessions: true } });
  expect(user).toMatchObject({ role: "viewer", sessions: [] });
  expect(await verifyPassword({ hash: user.accounts[0]?.password ?? "", password: PASSWORD })).toBe(true);
  expect(granted(await listInvitations(context, {})).data.some(({ email }) => email === "user-2@example.org")).toBe(false);
});
