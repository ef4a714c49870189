import type { ApplicationResource, CatalogueEntry, SubscriptionResource } from "@sluice/definition/consumers";

type CataloguePlan = CatalogueEntry["plans"][number];

interface Subscriber {
  readonly application: Pick<ApplicationResource, "clientId" | "certificates">;
  readonly subscriptions: readonly Pick<SubscriptionResource, "planId" | "status">[];
}

/** Why this application cannot choose a plan, with what to do about it; null when it can. The server has the last word. */
export function whyNotSubscribable({ id, security }: CataloguePlan, { application, subscriptions }: Subscriber): string | null {
  const living = subscriptions.find(({ planId, status }) => planId === id && status !== "CLOSED" && status !== "REJECTED");
  if (living) return living.status === "PENDING" ? "Asked for already." : "Subscribed already.";
  if (security === "KEY_LESS") return "Open to everybody: call it without a subscription.";
  if ((security === "JWT" || security === "OAUTH2") && !application.clientId)
    return "Knows its callers by their client id: set this application's in its settings first.";
  if (security === "MTLS" && application.certificates.length === 0)
    return "Knows its callers by their certificate: add this application's in its settings first.";
  return null;
}
