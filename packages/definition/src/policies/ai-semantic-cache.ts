import { z } from "zod";
import { cacheFields } from "./cache-fields.ts";
import { expressionText, type PolicyKind } from "./policy-kind.ts";

/** Gravitee's names where it has them; its vector store's settings stand here, since the store is ours. */
export const aiSemanticCacheSchema = z.strictObject({
  modelName: z
    .string()
    .trim()
    .min(1, "Name the resource that embeds texts.")
    .max(100)
    .meta({ description: "The resource that turns a prompt into a vector" }),
  vectorStoreName: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "Gravitee's; vectors are kept here in memory, or in Redis where gateways share one" }),
  promptExpression: expressionText(
    z.string().max(4096).default(""),
    "template",
    "The text that is compared; the user's last message when empty. All else of the call has to be the same",
  ),
  threshold: z
    .number()
    .min(0.5, "Below 0.5 nearly everything is alike.")
    .max(1)
    .default(0.95)
    .meta({ description: "How alike two prompts have to be, from 0.5 to 1: 0.9 to 0.98 is usual" }),
  ...cacheFields,
});

export const aiSemanticCache = {
  id: "ai-semantic-cache",
  title: "AI - Semantic Cache",
  description: "Gives the same subscription an answer again when it asks nearly the same, by the meaning of its last message.",
  phases: ["request"],
  configuration: aiSemanticCacheSchema,
  resourceFields: ["modelName"],
} as const satisfies PolicyKind;

export type AiSemanticCache = z.output<typeof aiSemanticCacheSchema>;
