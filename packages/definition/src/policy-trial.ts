import { z } from "zod";
import { apiDefinitionSchema } from "./api.ts";
import { planSchema } from "./plan.ts";

/** Enough for a long prompt with a conversation before it; a try is no load test. */
const LONGEST_TEXT = 100_000;
const MOST_MESSAGES = 50;
const MOST_HEADERS = 50;

const message = z.strictObject({
  role: z.enum(["system", "user", "assistant", "tool"]).default("user"),
  content: z.string().min(1, "Write a prompt.").max(LONGEST_TEXT),
});

/** A call that nobody has made. */
const trialSampleSchema = z.strictObject({
  kind: z.enum(["chat", "embeddings"]).default("chat"),
  model: z.string().trim().min(1, "Name a model.").max(256),
  messages: z.array(message).min(1, "Write a prompt.").max(MOST_MESSAGES).meta({ description: "Of an embedding, the first is its input" }),
  headers: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(128), value: z.string().max(4096) }))
    .max(MOST_HEADERS)
    .default([]),
  stream: z.boolean().default(false),
});

/** What is not saved yet stands for what is; what is left out is taken as it is saved. */
export const trialInputSchema = z.strictObject({
  planId: z.uuid().meta({ description: "Under which plan the call is made" }),
  flows: apiDefinitionSchema.shape.flows.unwrap().optional(),
  resources: apiDefinitionSchema.shape.resources.unwrap().optional(),
  planFlows: planSchema.shape.flows.unwrap().optional().meta({ description: "Of that plan" }),
  sample: trialSampleSchema,
});

/** The row that carries it to a gateway: the definition in full, its secrets sealed. */
export const trialRequestSchema = z.object({
  apiId: z.uuid(),
  planId: z.uuid(),
  definition: z.record(z.string(), z.unknown()),
  sample: trialSampleSchema,
});

const TRIAL_OUTCOMES = ["other_flow", "condition", "not_reached", "passed", "changed", "refused", "answered"] as const;

const changedText = z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() });

const trialStepSchema = z.object({
  name: z.string(),
  policy: z.string(),
  outcome: z.enum(TRIAL_OUTCOMES),
  decisions: z.array(z.object({ action: z.string(), detail: z.string() })),
  changes: z.array(changedText).meta({ description: "Texts of the prompt, the model, parameters and headers, before and after" }),
});

export const trialSchema = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    steps: z.array(trialStepSchema),
    refusal: z.object({ status: z.int(), code: z.string(), message: z.string() }).nullable(),
    reply: z
      .object({ status: z.int(), text: z.string() })
      .nullable()
      .meta({ description: "What a policy answered in the provider's stead" }),
  }),
  z.object({ ok: z.literal(false), message: z.string(), path: z.string().optional() }),
]);

export type TrialInput = z.input<typeof trialInputSchema>;
export type TrialSample = z.output<typeof trialSampleSchema>;
export type TrialRequest = z.output<typeof trialRequestSchema>;
export type TrialStep = z.output<typeof trialStepSchema>;
export type Trial = z.output<typeof trialSchema>;
