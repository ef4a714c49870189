import { z } from "zod";
import { authenticationSchema } from "../endpoint.ts";
import type { ResourceKind } from "./resource-kind.ts";
import { timeoutSchema } from "./timeout-schema.ts";

const MOST_LABELS = 50;
const LONGEST_INSTRUCTIONS = 16_384;

export const llmJudgeSchema = z
  .strictObject({
    endpoint: z
      .string()
      .trim()
      .max(100)
      .optional()
      .meta({ description: "An endpoint of this API that speaks OpenAI's language: its address and its key are used" }),
    target: z.string().trim().max(2_048).optional().meta({ description: "Or the address of a service with /chat/completions" }),
    authentication: authenticationSchema.default({ type: "NONE" }),
    model: z.string().trim().min(1, "Name the model that judges.").max(256),
    labels: z
      .array(
        z.strictObject({
          label: z.string().trim().min(1).max(100),
          description: z.string().trim().max(1_000).default("").meta({ description: "What falls under it, in a sentence" }),
        }),
      )
      .min(1, "Add a label.")
      .max(MOST_LABELS),
    instructions: z
      .string()
      .max(LONGEST_INSTRUCTIONS)
      .default("")
      .meta({ description: "What the judge should know besides; the labels and the form of the verdict are added" }),
    timeoutMs: timeoutSchema(10_000),
  })
  .refine(({ endpoint, target }) => Boolean(endpoint) !== Boolean(target), {
    path: ["target"],
    message: "Name an endpoint of this API, or give an address: one of the two.",
  });

export const llmJudge = {
  type: "llm-judge",
  title: "Model as judge",
  description: "Asks a language model for a verdict on each text, by labels and instructions of your own.",
  configuration: llmJudgeSchema,
} as const satisfies ResourceKind;

export type LlmJudge = z.output<typeof llmJudgeSchema>;
