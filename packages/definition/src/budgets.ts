import { z } from "zod";
import { isMask } from "./secrets.ts";

/** How much may be spent, and who hears of it, as the management API takes and tells it. Amounts are US dollars, decimals as text. */

const id = z.uuid();
const time = z.iso.datetime();

export const BUDGET_PERIODS = ["DAY", "WEEK", "MONTH"] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

const email = z.email("This is no e-mail address.").max(254);
const MOST_ADDRESSES = 20;
const MOST_THRESHOLDS = 10;

const timeZone = z
  .string()
  .max(64)
  .refine((name) => /^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name) && isTimeZone(name), "A time zone's name, such as Europe/Berlin.")
  .default("UTC");

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const budgetInputSchema = z
  .strictObject({
    name: z.string("The name is required.").trim().min(1, "The name is required.").max(100, "At most 100 characters."),
    apiId: id.nullable().default(null),
    applicationId: id.nullable().default(null),
    planId: id.nullable().default(null).meta({ description: "At most one of the three; none: everything that is spent" }),
    amountUsd: z
      .string("An amount is a decimal as text, such as 250.00.")
      .trim()
      .regex(/^\d{1,12}(?:\.\d{1,2})?$/, "An amount is in dollars and cents, such as 250.00.")
      .refine((text) => /[1-9]/.test(text), "An amount is more than nothing."),
    period: z.enum(BUDGET_PERIODS, "A period is one of: DAY, WEEK, MONTH.").default("MONTH"),
    timeZone: timeZone.meta({ description: "Where its days, weeks (from Monday) and months begin" }),
    thresholds: z
      .array(z.int("A threshold is a whole number of per cent.").min(1).max(1000))
      .min(1, "Name one threshold at least.")
      .max(MOST_THRESHOLDS, `At most ${MOST_THRESHOLDS} thresholds.`)
      .default([50, 80, 100])
      .meta({ description: "Per cent of the amount. Each is told once in a period" }),
    emails: z.array(email).max(MOST_ADDRESSES, `At most ${MOST_ADDRESSES} addresses.`).default([]),
    webhookUrl: z
      .string()
      .trim()
      .max(2048)
      .refine(
        (text) => /^https?:\/\//i.test(text) && URL.canParse(text),
        "A webhook is a web address, such as https://hooks.example.org/spent.",
      )
      .refine((text) => !URL.canParse(text) || !new URL(text).username, "A webhook's address holds no user name.")
      .nullable()
      .default(null),
    webhookSecret: z
      .string()
      .max(512)
      .refine((text) => isMask(text) || text.length >= 16, "A secret has 16 characters at least.")
      .nullable()
      .default(null)
      .meta({ description: "Calls are signed with it; the mask keeps what is stored. Left out: one is made, and shown once" }),
    enabled: z.boolean().default(true),
  })
  .superRefine(({ apiId, applicationId, planId, thresholds }, ctx) => {
    const problem = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    const places = [
      ["apiId", apiId],
      ["applicationId", applicationId],
      ["planId", planId],
    ] as const;
    const [, second] = places.filter(([, place]) => place !== null);
    if (second) problem(second[0], "A budget is of one API, application or plan, or of everything.");
    if (new Set(thresholds).size < thresholds.length) problem("thresholds", "A threshold stands there twice.");
  });

const delivery = z.object({
  id,
  channel: z.enum(["email", "webhook"]),
  target: z.string(),
  attempts: z.int(),
  state: z.enum(["waiting", "delivered", "failed"]),
  deliveredAt: time.nullable(),
  nextAt: time.nullable(),
  lastError: z.string().nullable(),
});

export const budgetAlertSchema = z.object({
  id,
  periodStart: time,
  threshold: z.int(),
  spentUsd: z.string(),
  amountUsd: z.string(),
  at: time,
  deliveries: z.array(delivery),
});

export const budgetSchema = z.object({
  ...budgetInputSchema.shape,
  id,
  webhookSecret: z.string().nullable().meta({ description: "A mask; in full only in the answer that has made it" }),
  /** The name of its API, application or plan; null: of everything, or of what is gone. */
  placeName: z.string().nullable(),
  periodStart: time,
  periodEnd: time,
  spentUsd: z.string().meta({ description: "In this period, of what has a price" }),
  forecastUsd: z.string().nullable().meta({ description: "At the period's end, if it goes on like that; null in its first hundredth" }),
  unpricedTokens: z.int().meta({ description: "Tokens of this period that are in no cost: their models have no price" }),
  createdBy: z.string(),
  createdAt: time,
  updatedAt: time,
});
export const budgetsSchema = z.object({ data: z.array(budgetSchema) });
export const budgetAlertsSchema = z.object({ data: z.array(budgetAlertSchema) });

export type BudgetInput = z.input<typeof budgetInputSchema>;
export type BudgetResource = z.output<typeof budgetSchema>;
export type BudgetAlertResource = z.output<typeof budgetAlertSchema>;
