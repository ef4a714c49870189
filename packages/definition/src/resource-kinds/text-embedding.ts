import { z } from "zod";
import { authenticationSchema } from "../endpoint.ts";
import type { ResourceKind } from "./resource-kind.ts";
import { timeoutSchema } from "./timeout-schema.ts";

export const textEmbeddingSchema = z.strictObject({
  target: z
    .string()
    .trim()
    .max(2_048)
    .default("")
    .meta({ description: "The address of any service with OpenAI's /embeddings; https://api.openai.com/v1 when empty" }),
  authentication: authenticationSchema,
  model: z.string().trim().min(1).max(256).default("text-embedding-3-small"),
  dimensions: z.int().min(1).max(4_096).optional().meta({ description: "Shorter vectors, where the model offers them" }),
  timeoutMs: timeoutSchema(2_000),
});

export const textEmbedding = {
  type: "ai-text-embedding-model",
  title: "Text embedding",
  description: "Turns texts into vectors by OpenAI's embeddings, or a service that speaks like it.",
  configuration: textEmbeddingSchema,
} as const satisfies ResourceKind;

export type TextEmbedding = z.output<typeof textEmbeddingSchema>;
