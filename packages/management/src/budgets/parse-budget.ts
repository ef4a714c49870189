import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import type { Budget } from "@sluice/db/generated/client";
import { budgetInputSchema } from "@sluice/definition/budgets";
import { isMask } from "@sluice/definition/secrets";
import type { z } from "zod";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { refuseAddress } from "../outbound/address-rules.ts";
import { parseInput } from "../parse-input.ts";
import { knowsTimeZone } from "./budget-period.ts";

const SECRET_BYTES = 24;

export interface ParsedBudget {
  readonly input: z.output<typeof budgetInputSchema>;
  /** Sealed; null without a webhook. */
  readonly sealedSecret: string | null;
  /** In clear, when it was made here. */
  readonly madeSecret: string | null;
}

/** A budget as a caller sends it. The secret's mask keeps the former one, as long as the calls go to the same address. */
export async function parseBudget(
  context: ManagementContext,
  body: unknown,
  before: Budget | null,
): Promise<ParsedBudget | ManagementError> {
  const input = parseInput(budgetInputSchema, body);
  if (input instanceof ManagementError) return input;
  if (!(await knowsTimeZone(context.db, input.timeZone))) return invalidFields({ timeZone: "The database does not know this time zone." });
  const { webhookUrl, webhookSecret } = input;
  if (webhookUrl === null) return { input, sealedSecret: null, madeSecret: null };
  const refusal = refuseWebhook(webhookUrl, context.settings.linkLocalAllowed ?? false);
  if (refusal) return invalidFields({ webhookUrl: refusal });
  if (webhookSecret !== null && isMask(webhookSecret)) {
    if (before?.webhookSecret && before.webhookUrl === webhookUrl) return { input, sealedSecret: before.webhookSecret, madeSecret: null };
    return invalidFields({ webhookSecret: "Enter the secret for this address, or leave it out to have one made." });
  }
  const madeSecret = webhookSecret === null ? `whsec_${randomBytes(SECRET_BYTES).toString("base64url")}` : null;
  return { input, sealedSecret: context.secretBox.seal(webhookSecret ?? madeSecret ?? ""), madeSecret };
}

/** Names are looked up when they are called; here it is what is written that counts. */
function refuseWebhook(url: string, linkLocalAllowed: boolean): string | null {
  const { hostname, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? null : refuseAddress(host, { linkLocalAllowed, plainHttp: protocol === "http:" });
}
