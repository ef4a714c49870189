import { expect, test } from "vitest";
import { whyNotSubscribable } from "./why-not-subscribable.ts";

const plan = (security: "KEY_LESS" | "API_KEY" | "JWT" | "MTLS") => ({
  id: "p",
  name: "P",
  description: "",
  security,
  validation: "AUTO" as const,
});
const bare = { application: { clientId: null, certificates: [] }, subscriptions: [] };

test("a plan of keys can be chosen by any application", () => {
  expect(whyNotSubscribable(plan("API_KEY"), bare)).toBeNull();
});

test("a keyless plan needs no subscription", () => {
  expect(whyNotSubscribable(plan("KEY_LESS"), bare)).toContain("without a subscription");
});

test("what a plan knows its callers by must be set first", () => {
  expect(whyNotSubscribable(plan("JWT"), bare)).toContain("client id");
  expect(whyNotSubscribable(plan("MTLS"), bare)).toContain("certificate");
  expect(whyNotSubscribable(plan("JWT"), { ...bare, application: { clientId: "chat", certificates: [] } })).toBeNull();
});

test("one subscription a plan: while it lives there is no other, and after its end there may be", () => {
  const having = (status: "PENDING" | "ACCEPTED" | "PAUSED" | "CLOSED" | "REJECTED") =>
    whyNotSubscribable(plan("API_KEY"), { ...bare, subscriptions: [{ planId: "p", status }] });
  expect([having("PENDING"), having("ACCEPTED"), having("PAUSED")]).toEqual([
    "Asked for already.",
    "Subscribed already.",
    "Subscribed already.",
  ]);
  expect([having("CLOSED"), having("REJECTED")]).toEqual([null, null]);
});
