import { z } from "zod";
import { authenticationSchema } from "../endpoint.ts";
import type { ResourceKind } from "./resource-kind.ts";
import { timeoutSchema } from "./timeout-schema.ts";

export const bedrockGuardrailSchema = z.strictObject({
  target: z
    .string()
    .trim()
    .max(2_048)
    .default("")
    .meta({ description: "Bedrock's runtime in the region of the authentication when empty" }),
  authentication: authenticationSchema.refine(
    ({ type }) => type === "AWS" || type === "BEARER",
    "Bedrock takes AWS credentials or a bearer key.",
  ),
  guardrailIdentifier: z
    .string()
    .trim()
    .regex(/^[\w:/.-]{1,2048}$/, "The guardrail's id or ARN."),
  guardrailVersion: z
    .string()
    .trim()
    .regex(/^(?:[1-9]\d{0,7}|DRAFT)$/, "A number, or DRAFT.")
    .default("DRAFT"),
  timeoutMs: timeoutSchema(5_000),
});

export const bedrockGuardrail = {
  type: "bedrock-guardrail",
  title: "Bedrock guardrail",
  description: "Asks a guardrail of Amazon Bedrock (ApplyGuardrail); the labels are its filters, topics and words.",
  configuration: bedrockGuardrailSchema,
} as const satisfies ResourceKind;

export type BedrockGuardrail = z.output<typeof bedrockGuardrailSchema>;
