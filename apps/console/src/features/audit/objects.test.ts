import type { AuditEntryResource } from "@sluice/definition/audit";
import { expect, test } from "vitest";
import { auditedObject } from "./objects.ts";

const entry = (fields: Partial<AuditEntryResource>): AuditEntryResource => ({
  id: "e1",
  at: "2026-11-28T12:00:00.000Z",
  actor: { id: "u1", name: "Grace", kind: "session" },
  action: "person.update",
  entityType: "person",
  entityId: "u2",
  summary: "",
  changes: [],
  before: null,
  after: null,
  ip: null,
  ...fields,
});

test.each<[string, Partial<AuditEntryResource>, ReturnType<typeof auditedObject>]>([
  ["a person leads to their page", { after: { name: "Linus" } }, { kind: "Person", name: "Linus", href: "/settings/people/u2" }],
  ["who signs in is named", { action: "person.sign-in", entityId: "u1" }, { kind: "Person", name: "Grace", href: "/settings/people/u1" }],
  [
    "who failed to sign in has no page",
    { action: "person.refuse-sign-in", entityId: "a@b.test", actor: { id: "anonymous", name: "a@b.test", kind: "anonymous" } },
    { kind: "Person", name: "a@b.test", href: null },
  ],
  ["who is deleted has no page", { action: "person.delete", before: { name: "Linus" } }, { kind: "Person", name: "Linus", href: null }],
  [
    "a provider of sign-in has its words",
    { action: "oidc-provider.create", entityType: "oidc-provider", after: { name: "Acme" } },
    { kind: "OpenID Connect provider", name: "Acme", href: null },
  ],
  [
    "a kind of a newer version is shown as it is written",
    { action: "price-list.create", entityType: "price-list" },
    { kind: "price-list", name: "", href: null },
  ],
])("%s", (_, fields, object) => expect(auditedObject(entry(fields))).toEqual(object));
