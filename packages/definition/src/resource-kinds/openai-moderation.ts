import { z } from "zod";
import { authenticationSchema } from "../endpoint.ts";
import type { ResourceKind } from "./resource-kind.ts";
import { timeoutSchema } from "./timeout-schema.ts";

export const openAiModerationSchema = z.strictObject({
  target: z
    .string()
    .trim()
    .max(2_048)
    .default("")
    .meta({ description: "The address of any service with OpenAI's /moderations; https://api.openai.com/v1 when empty" }),
  authentication: authenticationSchema,
  model: z.string().trim().min(1).max(256).default("omni-moderation-latest"),
  timeoutMs: timeoutSchema(5_000),
});

export const openAiModeration = {
  type: "openai-moderation",
  title: "OpenAI moderation",
  description: "Asks OpenAI's moderations, or a service that speaks like it; the labels are its categories.",
  configuration: openAiModerationSchema,
} as const satisfies ResourceKind;

export type OpenAiModeration = z.output<typeof openAiModerationSchema>;
