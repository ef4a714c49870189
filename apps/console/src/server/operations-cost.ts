import { budgetAlertsSchema, budgetInputSchema, budgetSchema, budgetsSchema } from "@sluice/definition/budgets";
import { mailSettingsInputSchema, mailSettingsSchema, mailTestInputSchema, mailTestSchema } from "@sluice/definition/mail";
import { effectivePricesSchema, modelPriceInputSchema, modelPriceSchema, modelPricesSchema } from "@sluice/definition/prices";
import { repricingInputSchema, repricingSchema, repricingsSchema } from "@sluice/definition/repricing";
import type { Operation } from "./operation.ts";

/** The calls about what calls cost: prices, repricing, budgets, and the mail that budgets are told by. */
export const COST_OPERATIONS: readonly Operation[] = [
  { method: "get", path: "/model-prices", summary: "Own prices of models, past and to come", response: modelPricesSchema },
  {
    method: "post",
    path: "/model-prices",
    summary: "Give a model a price of one's own, from a moment on",
    request: modelPriceInputSchema,
    response: modelPriceSchema,
    status: 201,
  },
  {
    method: "get",
    path: "/model-prices/_effective",
    summary: "What each model costs now, where that is said, and what was used without a price",
    response: effectivePricesSchema,
  },
  {
    method: "put",
    path: "/model-prices/{id}",
    summary: "Change an own price: another version of it",
    request: modelPriceInputSchema,
    response: modelPriceSchema,
  },
  { method: "delete", path: "/model-prices/{id}", summary: "Take an own price away" },
  { method: "get", path: "/repricings", summary: "Repricings of past requests, and dry runs", response: repricingsSchema },
  {
    method: "post",
    path: "/repricings",
    summary: "Price past requests anew, or count what would come of it",
    request: repricingInputSchema,
    response: repricingSchema,
    status: 201,
  },
  { method: "get", path: "/repricings/{id}", summary: "How far a repricing is", response: repricingSchema },
  { method: "get", path: "/budgets", summary: "Budgets, and what was spent of them", response: budgetsSchema },
  {
    method: "post",
    path: "/budgets",
    summary: "Say how much may be spent, and who is told",
    request: budgetInputSchema,
    response: budgetSchema,
    status: 201,
  },
  { method: "put", path: "/budgets/{id}", summary: "Change a budget", request: budgetInputSchema, response: budgetSchema },
  { method: "delete", path: "/budgets/{id}", summary: "Delete a budget with its alerts" },
  {
    method: "get",
    path: "/budgets/{id}/alerts",
    summary: "What a budget has told, and whether it has arrived",
    response: budgetAlertsSchema,
  },
  { method: "get", path: "/settings/mail", summary: "By which server e-mail leaves", response: mailSettingsSchema },
  {
    method: "put",
    path: "/settings/mail",
    summary: "Say by which server e-mail leaves",
    request: mailSettingsInputSchema,
    response: mailSettingsSchema,
  },
  { method: "delete", path: "/settings/mail", summary: "Leave the mail server to the environment" },
  {
    method: "post",
    path: "/settings/mail/_test",
    summary: "Send a mail to try it",
    request: mailTestInputSchema,
    response: mailTestSchema,
  },
];
