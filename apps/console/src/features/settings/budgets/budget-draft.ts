import type { BudgetInput, BudgetPeriod, BudgetResource } from "@sluice/definition/budgets";

export const PLACES = ["environment", "api", "application", "plan"] as const;
export type PlaceKind = (typeof PLACES)[number];

/** A budget as its form holds it: texts. */
export interface BudgetDraft {
  readonly name: string;
  readonly kind: PlaceKind;
  /** Of its API, application or plan; empty for the environment. */
  readonly placeId: string;
  readonly amountUsd: string;
  readonly period: BudgetPeriod;
  readonly timeZone: string;
  readonly thresholds: string;
  readonly emails: string;
  readonly webhookUrl: string;
  /** A mask, a secret, or nothing: one is made. */
  readonly webhookSecret: string;
  readonly enabled: boolean;
}

export function emptyBudget(): BudgetDraft {
  return {
    name: "",
    kind: "environment",
    placeId: "",
    amountUsd: "",
    period: "MONTH",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    thresholds: "50, 80, 100",
    emails: "",
    webhookUrl: "",
    webhookSecret: "",
    enabled: true,
  };
}

export function draftOfBudget(budget: BudgetResource): BudgetDraft {
  const { name, amountUsd, period, timeZone, enabled, apiId, applicationId, planId } = budget;
  const kind = apiId ? "api" : applicationId ? "application" : planId ? "plan" : "environment";
  return {
    ...{ name, amountUsd, period, timeZone, enabled, kind },
    placeId: apiId ?? applicationId ?? planId ?? "",
    thresholds: budget.thresholds.join(", "),
    emails: budget.emails.join("\n"),
    webhookUrl: budget.webhookUrl ?? "",
    webhookSecret: budget.webhookSecret ?? "",
  };
}

/** What is sent. What is no number is sent as one that no threshold is: the API says so at its field. */
export function inputOfBudget(draft: BudgetDraft): BudgetInput {
  const { name, kind, placeId, amountUsd, period, timeZone, enabled } = draft;
  const words = (text: string) => text.split(/[\s,;]+/).filter((word) => word !== "");
  const webhookUrl = draft.webhookUrl.trim() === "" ? null : draft.webhookUrl.trim();
  return {
    ...{ name, amountUsd, period, timeZone, enabled, webhookUrl },
    apiId: kind === "api" ? placeId : null,
    applicationId: kind === "application" ? placeId : null,
    planId: kind === "plan" ? placeId : null,
    thresholds: words(draft.thresholds).map((word) => (/^\d+%?$/.test(word) ? Number.parseInt(word, 10) : 0)),
    emails: words(draft.emails),
    webhookSecret: webhookUrl === null || draft.webhookSecret === "" ? null : draft.webhookSecret,
  };
}
