import { expect, test } from "vitest";
import { describeAudit } from "./describe-audit.ts";

const api = (bearer: string, version: number) => ({
  name: "Test",
  version,
  updatedAt: `2026-11-28T09:00:0${version}.000Z`,
  pendingChanges: [],
  endpointGroups: [{ name: "openai", endpoints: [{ name: "one", configuration: { authentication: { type: "BEARER", bearer } } }] }],
});

test("an API's change is said like its pending changes, without what saving alone changes", () => {
  expect(describeAudit({ action: "api.update", before: api("••••1111", 1), after: api("••••2222", 2) })).toEqual({
    summary: "Changed the API Test",
    changes: ["API key of openai replaced"],
  });
});

test.each([
  [
    { action: "api.deploy", before: { revision: 2 }, after: { revision: 3, label: null } },
    "Deployed revision 3 of the API",
    ["Revision changed from 2 to 3"],
  ],
  [
    { action: "plan.publish", before: { status: "STAGING" }, after: { status: "PUBLISHED" } },
    "Published the plan",
    ["Status changed from STAGING to PUBLISHED"],
  ],
  [{ action: "application.create", before: null, after: { name: "Shop" } }, "Created the application Shop", []],
  [{ action: "person.sign-in", before: null, after: null }, "Signed in", []],
  [{ action: "subscription.renew-key", before: null, after: { applicationName: "Shop" } }, "Renewed a key of the subscription Shop", []],
  [{ action: "oidc-provider.create", before: null, after: { name: "Acme" } }, "Created the OpenID Connect provider Acme", []],
  [{ action: "price-list.import-all", before: null, after: { name: "x" } }, "Import all: the price list x", []],
])("%j", (entry, summary, changes) => expect(describeAudit(entry)).toEqual({ summary, changes }));
