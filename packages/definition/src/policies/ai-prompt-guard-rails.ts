import { z } from "zod";
import { acceptUncoveredField } from "./accept-uncovered.ts";
import type { Held } from "./blind-spots.ts";
import { expressionText, type PolicyKind } from "./policy-kind.ts";

const MOST_CHECKS = 100;
const LONGEST_LABEL = 100;

const threshold = z.number().min(0.1, "A threshold is at least 0.1.").lt(1, "A threshold is below 1: nothing scores more than that.");

/** What is done about a label. */
const checkAction = z.enum(["NONE", "LOG", "BLOCK"]);

export const aiPromptGuardRailsSchema = z
  .strictObject({
    resourceName: z
      .string("Name the resource that looks at the texts.")
      .trim()
      .min(1, "Name the resource that looks at the texts.")
      .max(100)
      .meta({ description: "The resource of this API that looks at the texts: detectors, a model, a moderation service" }),
    promptPreset: z.enum(["ALL_PROMPTS", "LAST_USER_PROMPT", "ALL_USER_PROMPTS", "CUSTOM_PROMPT"]).optional().meta({
      description: "Which messages are looked at. All of them when left out; with a prompt location alone, what stands there",
      default: "ALL_PROMPTS",
    }),
    promptLocation: expressionText(
      z.string().max(4096).optional(),
      "template",
      "With CUSTOM_PROMPT: where the prompt stands, such as {#request.jsonContent.messages[1].content}. Where that gives nothing, all prompts are looked at",
    ),
    contentChecks: z
      .string()
      .max(MOST_CHECKS * LONGEST_LABEL)
      .default("")
      .meta({ description: "Labels to look for, with commas between them; all of the resource's when empty" }),
    sensitivityThreshold: threshold.default(0.8).meta({ description: "How sure the resource must be: scores above it count" }),
    requestPolicy: z
      .enum(["LOG_REQUEST", "BLOCK_REQUEST"])
      .default("LOG_REQUEST")
      .meta({ description: "What is done about a prompt that is found out" }),
    responsePolicy: z
      .enum(["NONE", "LOG_RESPONSE", "BLOCK_RESPONSE"])
      .default("NONE")
      .meta({ description: "Whether answers are looked at too, streams as they come, and what is done about them" }),
    checks: z
      .array(
        z.strictObject({
          label: z.string().trim().min(1, "Name the label.").max(LONGEST_LABEL),
          request: checkAction.optional().meta({ description: "In prompts, instead of the request policy" }),
          response: checkAction.optional().meta({ description: "In answers, instead of the response policy" }),
          sensitivityThreshold: threshold.optional().meta({ description: "Instead of the common threshold" }),
        }),
      )
      .max(MOST_CHECKS)
      .default([])
      .meta({ description: "Labels that are treated unlike the others" }),
    toolArguments: z.boolean().default(true).meta({ description: "Look at what the model hands to tools, too" }),
    toolResults: z
      .boolean()
      .default(true)
      .meta({ description: "Look at what tools have brought back, too: pages and mails may hold instructions of strangers" }),
    failurePolicy: z
      .enum(["OPEN", "CLOSED"])
      .optional()
      .meta({ description: "When the resource fails: let the call through, or refuse it. Refused when left out, if anything is blocked" }),
    acceptUncovered: acceptUncoveredField,
    dryRun: z.boolean().default(false).meta({ description: "Only record what would have been blocked" }),
    /** Gravitee's older forms wrote it; it never meant anything. */
    preventDuplicateKey: z.boolean().optional(),
  })
  .refine(({ promptPreset, promptLocation }) => promptPreset !== "CUSTOM_PROMPT" || Boolean(promptLocation?.trim()), {
    path: ["promptLocation"],
    message: "Say where the custom prompt stands.",
  });

export const aiPromptGuardRails = {
  id: "ai-prompt-guard-rails",
  title: "AI - Prompt Guard Rails",
  description: "Looks at prompts and answers by a resource of detectors, models or services, and records or refuses what it finds out.",
  phases: ["request"],
  configuration: aiPromptGuardRailsSchema,
  resourceFields: ["resourceName"],
  holds: guardedAspects,
} as const satisfies PolicyKind;

export type AiPromptGuardRails = z.output<typeof aiPromptGuardRailsSchema>;

/** Whether prompts and answers are looked at, and whether anything is refused by what is found. */
export function guardedAspects({ requestPolicy, responsePolicy, checks }: AiPromptGuardRails): Held {
  const prompts = [requestPolicy === "BLOCK_REQUEST" ? "BLOCK" : "LOG", ...checks.map(({ request }) => request)];
  const answers = [responsePolicy, ...checks.map(({ response }) => response)];
  return {
    prompts: prompts.includes("BLOCK") ? "refusing" : "recording",
    ...(answers.some((action) => action !== undefined && action !== "NONE") && {
      answers: answers.includes("BLOCK") || answers.includes("BLOCK_RESPONSE") ? "refusing" : "recording",
    }),
  };
}
