import { type BudgetInput, budgetAlertsSchema, budgetSchema, budgetsSchema } from "@sluice/definition/budgets";
import { type MailSettingsInput, mailSettingsSchema, mailTestSchema } from "@sluice/definition/mail";
import { effectivePricesSchema, type ModelPriceInput, modelPriceSchema, modelPricesSchema } from "@sluice/definition/prices";
import { type RepricingInput, repricingSchema } from "@sluice/definition/repricing";
import { callApi, type Send } from "./api-client.ts";

/** Prices, repricing, budgets and the mail they are told by: one function a call. All throw ApiError. */

type Signal = Pick<Send, "signal">;

export async function listModelPrices({ signal }: Signal = {}) {
  return (await callApi("/model-prices", modelPricesSchema, { signal })).data;
}

export function readEffectivePrices({ signal }: Signal = {}) {
  return callApi("/model-prices/_effective", effectivePricesSchema, { signal });
}

/** Null: a new one. */
export function saveModelPrice(id: string | null, body: ModelPriceInput) {
  return id === null
    ? callApi("/model-prices", modelPriceSchema, { method: "POST", body })
    : callApi(`/model-prices/${encodeURIComponent(id)}`, modelPriceSchema, { method: "PUT", body });
}

export function deleteModelPrice(id: string) {
  return callApi(`/model-prices/${encodeURIComponent(id)}`, null, { method: "DELETE" });
}

export function startRepricing(body: RepricingInput) {
  return callApi("/repricings", repricingSchema, { method: "POST", body });
}

export function readRepricing(id: string, { signal }: Signal = {}) {
  return callApi(`/repricings/${encodeURIComponent(id)}`, repricingSchema, { signal });
}

export async function listBudgets({ signal }: Signal = {}) {
  return (await callApi("/budgets", budgetsSchema, { signal })).data;
}

export function saveBudget(id: string | null, body: BudgetInput) {
  return id === null
    ? callApi("/budgets", budgetSchema, { method: "POST", body })
    : callApi(`/budgets/${encodeURIComponent(id)}`, budgetSchema, { method: "PUT", body });
}

export function deleteBudget(id: string) {
  return callApi(`/budgets/${encodeURIComponent(id)}`, null, { method: "DELETE" });
}

export async function listBudgetAlerts(id: string, { signal }: Signal = {}) {
  return (await callApi(`/budgets/${encodeURIComponent(id)}/alerts`, budgetAlertsSchema, { signal })).data;
}

export function readMailSettings({ signal }: Signal = {}) {
  return callApi("/settings/mail", mailSettingsSchema, { signal });
}

export function saveMailSettings(body: MailSettingsInput) {
  return callApi("/settings/mail", mailSettingsSchema, { method: "PUT", body });
}

export function testMail(to: string) {
  return callApi("/settings/mail/_test", mailTestSchema, { method: "POST", body: { to } });
}
