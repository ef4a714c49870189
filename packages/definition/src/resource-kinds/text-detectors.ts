import { z } from "zod";
import type { ResourceKind } from "./resource-kind.ts";

const MOST_PATTERNS = 50;
const LONGEST_PATTERN = 1_000;
const MOST_PHRASES = 10_000;
const MOST_LISTS = 20;

const label = z
  .string()
  .trim()
  .regex(/^[\w .:-]{1,100}$/, "A label has letters, digits, spaces and the signs . : _ and -.");

export const textDetectorsSchema = z
  .strictObject({
    promptInjection: z
      .boolean()
      .default(true)
      .meta({ description: "Texts that try to replace or to reveal the model's instructions (label prompt_injection)" }),
    jailbreak: z.boolean().default(true).meta({ description: "Texts that try to talk a model out of its rules (label jailbreak)" }),
    secrets: z.boolean().default(true).meta({ description: "Keys, tokens and passwords (labels by issuer: openai_key, github_token …)" }),
    patterns: z
      .array(
        z.strictObject({
          label,
          pattern: z.string().min(1, "A pattern is not empty.").max(LONGEST_PATTERN).meta({ description: "RE2's syntax: no look-arounds" }),
          ignoreCase: z.boolean().default(false),
        }),
      )
      .max(MOST_PATTERNS)
      .default([])
      .meta({ description: "Regular expressions of your own" }),
    denyLists: z
      .array(
        z.strictObject({
          label,
          phrases: z.array(z.string().trim().min(1).max(200)).min(1, "A deny list has a word.").max(MOST_PHRASES),
        }),
      )
      .max(MOST_LISTS)
      .default([])
      .meta({ description: "Words and phrases, whatever their case and accents" }),
  })
  .refine(
    ({ promptInjection, jailbreak, secrets, patterns, denyLists }) =>
      promptInjection || jailbreak || secrets || patterns.length + denyLists.length > 0,
    "Switch a detector on, or add a pattern or a deny list.",
  );

export const textDetectors = {
  type: "text-detectors",
  title: "Text detectors",
  description: "Built in, without a model: prompt injection, jailbreaks, secrets, patterns and words of your own.",
  configuration: textDetectorsSchema,
} as const satisfies ResourceKind;

export type TextDetectors = z.output<typeof textDetectorsSchema>;
