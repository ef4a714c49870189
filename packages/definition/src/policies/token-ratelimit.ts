import { z } from "zod";
import { acceptUncoveredField } from "./accept-uncovered.ts";
import {
  addHeadersField,
  checkPeriod,
  dryRunField,
  dynamicLimitField,
  keyFields,
  MOST_COUNTED,
  periodFields,
  resetFields,
  strategyField,
} from "./limit-fields.ts";
import { PERIOD_UNITS } from "./limit-period.ts";
import type { PolicyKind } from "./policy-kind.ts";

const MOST_WEIGHTS = 100;
const tokens = z.int().min(0).max(MOST_COUNTED).default(0);

const rate = z
  .strictObject({
    limit: tokens.meta({ description: "Tokens of prompts and answers together. 0: by the expression below, or not limited together" }),
    dynamicLimit: dynamicLimitField,
    inputLimit: tokens.meta({ description: "Tokens of prompts. 0: not limited by themselves" }),
    outputLimit: tokens.meta({ description: "Tokens of answers. 0: not limited by themselves" }),
    ...periodFields(PERIOD_UNITS, "SECONDS"),
    ...keyFields,
    ...resetFields,
    reservationStrategy: z.enum(["FULL", "NONE", "FIXED", "ADAPTIVE"]).optional().meta({
      description:
        "What is set aside before a model is asked. FULL (as when left out): everything the call may take, so that the limit is never overshot. FIXED: the amount below. ADAPTIVE: what the consumer has used of late. NONE: nothing, and calls that run at once may overshoot",
    }),
    reservationAmount: tokens.meta({ description: "Tokens for FIXED, and for ADAPTIVE at first" }),
    reservationCeiling: tokens.meta({
      description:
        "The most that ADAPTIVE sets aside, and that FULL does for an answer whose length the caller does not limit. 0: the usual 4,096 for FULL, none for ADAPTIVE",
    }),
  })
  .superRefine((value, ctx) => {
    checkPeriod(value, ctx);
    const { limit, dynamicLimit, inputLimit, outputLimit, reservationStrategy, reservationAmount, reservationCeiling } = value;
    if (limit + inputLimit + outputLimit === 0 && !dynamicLimit?.trim())
      ctx.addIssue({ code: "custom", path: ["limit"], message: "Set a limit, or an expression for it." });
    const needsAmount = reservationStrategy === "FIXED" || reservationStrategy === "ADAPTIVE";
    if (needsAmount && reservationAmount === 0)
      ctx.addIssue({ code: "custom", path: ["reservationAmount"], message: "Say how many tokens to set aside." });
    if (reservationStrategy === "ADAPTIVE" && reservationCeiling > 0 && reservationCeiling < reservationAmount)
      ctx.addIssue({ code: "custom", path: ["reservationCeiling"], message: "The ceiling is below the amount." });
  });

export const tokenRatelimitSchema = z.strictObject({
  addHeaders: addHeadersField.default(false),
  strategy: strategyField.default("FALLBACK_PASS_THROUGH"),
  rate,
  modelWeights: z
    .array(z.strictObject({ model: z.string().trim().min(1).max(256), weight: z.number().min(0).max(1_000) }))
    .max(MOST_WEIGHTS)
    .default([])
    .meta({ description: "How much a token of a model counts; * stands for any text, the first that fits is taken, others count 1" }),
  boundAnswers: z.boolean().default(true).meta({
    description:
      "With FULL: where a caller sets no maximum, set it to what was set aside. Off: a longer answer is counted afterwards, and may overshoot",
  }),
  acceptUncovered: acceptUncoveredField,
  dryRun: dryRunField,
});

export const tokenRatelimit = {
  id: "token-ratelimit",
  title: "AI - Token Rate Limit",
  description: "Limits the tokens of prompts and answers in a period, for each subscription or by a key.",
  phases: ["request"],
  configuration: tokenRatelimitSchema,
  holds: () => ({ tokens: "refusing" }),
} as const satisfies PolicyKind;

export type TokenRatelimit = z.output<typeof tokenRatelimitSchema>;
