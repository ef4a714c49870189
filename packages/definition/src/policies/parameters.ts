import { z } from "zod";
import { dryRunField } from "./limit-fields.ts";
import type { PolicyKind } from "./policy-kind.ts";

const MOST_PATTERNS = 200;
const modelPatterns = z.array(z.string().trim().min(1).max(256)).max(MOST_PATTERNS).default([]);

export const parametersSchema = z.strictObject({
  defaults: z
    .record(z.string().min(1).max(100), z.json())
    .default({})
    .meta({ description: 'Set where the caller says nothing: {"temperature": 0.2}' }),
  forced: z.record(z.string().min(1).max(100), z.json()).default({}).meta({ description: "Set whatever the caller says" }),
  ceilings: z
    .record(z.string().min(1).max(100), z.number())
    .default({})
    .meta({ description: 'Numbers that a caller may not exceed: {"max_tokens": 4096}. Larger ones are lowered' }),
  allowedModels: modelPatterns.meta({ description: "When not empty, only these models may be asked for; * stands for any text" }),
  deniedModels: modelPatterns.meta({ description: "These may not be asked for" }),
  dryRun: dryRunField.meta({
    description: "Record which models would have been refused, and let them through; parameters are set all the same",
  }),
});

export const parameters = {
  id: "parameters",
  title: "Parameters",
  description: "Defaults and ceilings of a call's parameters, and which models may be asked for.",
  phases: ["request"],
  configuration: parametersSchema,
  holds: ({ defaults, forced, ceilings, allowedModels, deniedModels }: Parameters) => ({
    ...(allowedModels.length + deniedModels.length > 0 && { models: "changing" as const }),
    ...([defaults, forced, ceilings].some((values) => Object.keys(values).length > 0) && { values: "changing" as const }),
  }),
} as const satisfies PolicyKind;

export type Parameters = z.output<typeof parametersSchema>;
