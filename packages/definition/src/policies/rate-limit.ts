import { z } from "zod";
import {
  addHeadersField,
  checkPeriod,
  checkRequestLimit,
  dryRunField,
  dynamicLimitField,
  errorStrategyField,
  keyFields,
  MOST_COUNTED,
  periodFields,
  resetFields,
} from "./limit-fields.ts";
import { PERIOD_UNITS } from "./limit-period.ts";
import { expressionText, type PolicyKind } from "./policy-kind.ts";

const rate = z
  .strictObject({
    limit: z.int().min(0).max(MOST_COUNTED).default(0).meta({ description: "Calls in a period. 0: by the expression below" }),
    dynamicLimit: dynamicLimitField,
    ...periodFields(PERIOD_UNITS, "SECONDS"),
    dynamicPeriodTime: expressionText(
      z.string().max(4096).optional(),
      "number",
      "The period in seconds as an expression; used instead when given",
    ),
    ...keyFields,
    ...resetFields,
  })
  .superRefine(checkPeriod)
  .superRefine(checkRequestLimit);

export const rateLimitSchema = z.strictObject({
  errorStrategy: errorStrategyField.default("FALLBACK_PASS_TROUGH"),
  async: z
    .boolean()
    .default(false)
    .meta({ description: "Count in each gateway and compare in the background: several gateways may overshoot together" }),
  addHeaders: addHeadersField.default(false),
  rate,
  dryRun: dryRunField,
});

export const rateLimit = {
  id: "rate-limit",
  title: "Rate limit",
  description: "Limits the calls in a short period, for each subscription or by a key.",
  phases: ["request"],
  configuration: rateLimitSchema,
} as const satisfies PolicyKind;

export type RateLimit = z.output<typeof rateLimitSchema>;
