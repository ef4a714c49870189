import { z } from "zod";
import { expressionText, type PolicyKind } from "./policy-kind.ts";

const MOST_MESSAGES = 20;
const LONGEST_TEXT = 32_768;

const messages = z
  .array(
    z.strictObject({
      role: z.enum(["system", "user", "assistant"]).default("system"),
      content: expressionText(z.string().min(1, "A message has a text.").max(LONGEST_TEXT), "template"),
    }),
  )
  .max(MOST_MESSAGES)
  .default([]);

export const promptDecoratorSchema = z
  .strictObject({
    prepend: messages.meta({ description: "Messages before the caller's" }),
    append: messages.meta({ description: "Messages after the caller's" }),
  })
  .refine(({ prepend, append }) => prepend.length + append.length > 0, "Add a message before or after the caller's.");

export const promptDecorator = {
  id: "prompt-decorator",
  title: "Prompt decorator",
  description: "Puts messages before or after the caller's: house rules, context, a reminder.",
  phases: ["request"],
  configuration: promptDecoratorSchema,
} as const satisfies PolicyKind;

export type PromptDecorator = z.output<typeof promptDecoratorSchema>;
