import { type BudgetResource, budgetInputSchema } from "@sluice/definition/budgets";
import { expect, test } from "vitest";
import { draftOfBudget, emptyBudget, inputOfBudget } from "./budget-draft.ts";

const INPUT = {
  name: "Chat",
  apiId: "0190c0de-0000-7000-8000-000000000001",
  applicationId: null,
  planId: null,
  amountUsd: "250.00",
  period: "WEEK" as const,
  timeZone: "Europe/Berlin",
  thresholds: [50, 100],
  emails: ["ada@example.org", "grace@example.org"],
  webhookUrl: "https://hooks.example.org/spent",
  webhookSecret: "••••abcd",
  enabled: false,
};
const BUDGET = { ...INPUT, placeName: "Chat" } as BudgetResource;

test("a budget comes back from its form as it went in", () => {
  expect(budgetInputSchema.parse(inputOfBudget(draftOfBudget(BUDGET)))).toEqual(INPUT);
});

test.each([
  ["thresholds", { thresholds: "50, half" }, "thresholds.1"],
  ["emails", { emails: "ada@example.org nobody" }, "emails.1"],
  ["place", { kind: "plan" as const, placeId: "" }, "planId"],
])("what is wrong with the %s is said at its field", (_name, change, field) => {
  const parsed = budgetInputSchema.safeParse(inputOfBudget({ ...emptyBudget(), name: "All", amountUsd: "5", ...change }));
  expect(parsed.error?.issues.map(({ path }) => path.join("."))).toContain(field);
});
