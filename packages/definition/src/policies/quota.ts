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
import type { PolicyKind } from "./policy-kind.ts";

const quotaFields = z
  .strictObject({
    limit: z.int().min(0).max(MOST_COUNTED).default(0).meta({ description: "Calls in a period. 0: by the expression below" }),
    dynamicLimit: dynamicLimitField,
    ...periodFields(PERIOD_UNITS, "MONTHS"),
    ...keyFields,
    ...resetFields,
  })
  .superRefine(checkPeriod)
  .superRefine(checkRequestLimit);

export const quotaSchema = z.strictObject({
  errorStrategy: errorStrategyField.default("FALLBACK_PASS_TROUGH"),
  async: z
    .boolean()
    .default(false)
    .meta({ description: "Count in each gateway and compare in the background: several gateways may overshoot together" }),
  addHeaders: addHeadersField.default(true),
  quota: quotaFields,
  dryRun: dryRunField,
});

export const quota = {
  id: "quota",
  title: "Quota",
  description: "Limits the calls in a long period, for each subscription or by a key.",
  phases: ["request"],
  configuration: quotaSchema,
} as const satisfies PolicyKind;

export type Quota = z.output<typeof quotaSchema>;
