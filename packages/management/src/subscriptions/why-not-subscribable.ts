import type { Transaction } from "@sluice/db/client";
import type { Plan as PlanRow } from "@sluice/db/generated/client";
import type { PlanSecurityType } from "@sluice/definition/plan";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";

interface Wish {
  readonly plan: PlanRow | null;
  readonly applicationId: string;
}

/** Why an application, whose row is locked, cannot subscribe to a plan, with what to do about it; null when it can. */
export async function whyNotSubscribable(
  tx: Transaction,
  { now }: Pick<ManagementContext, "now">,
  { plan, applicationId }: Wish,
): Promise<ManagementError | null> {
  if (!plan) return invalidFields({ planId: "There is no such plan." });
  if (plan.status !== "PUBLISHED") {
    return invalidFields({ planId: `${plan.name} is ${plan.status.toLowerCase()}. Only published plans take subscriptions.` });
  }
  const lacks = await LACKS[plan.securityType](tx, applicationId, now());
  if (lacks !== null) return invalidFields({ planId: `${plan.name} ${lacks}` });
  const other = await tx.subscription.findFirst({
    where: { applicationId, planId: plan.id, status: { in: ["PENDING", "ACCEPTED", "PAUSED"] } },
  });
  if (!other) return null;
  return new ManagementError("conflict", `This application is subscribed to ${plan.name} already (${other.status.toLowerCase()}).`, {
    fields: { planId: "Subscribed already." },
  });
}

type Lack = (tx: Transaction, applicationId: string, now: Date) => Promise<string | null>;

/** What an application must have for its callers to be known: what it lacks, said of the plan. */
const LACKS: Readonly<Record<PlanSecurityType, Lack>> = {
  KEY_LESS: async () => "is keyless: it is called without a subscription.",
  API_KEY: async () => null,
  JWT: lacksClientId,
  OAUTH2: lacksClientId,
  MTLS: async (tx, applicationId, now) => {
    const valid = await tx.applicationCertificate.count({ where: { applicationId, notAfter: { gt: now } } });
    const problem = "knows its callers by their client certificate, and this application has none that is valid.";
    return valid > 0 ? null : `${problem} Add one to the application's certificates first.`;
  },
};

async function lacksClientId(tx: Transaction, applicationId: string): Promise<string | null> {
  const application = await tx.application.findUnique({ where: { id: applicationId }, select: { clientId: true } });
  const problem = "knows its callers by the client id in their tokens, and this application has none.";
  return application?.clientId ? null : `${problem} Set the application's clientId first.`;
}
