import { z } from "zod";

/** As long as a text with expressions may be anywhere in a definition. */
const LONGEST_SOURCE = 32_768;

export const expressionCheckInputSchema = z.strictObject({
  source: z.string().max(LONGEST_SOURCE),
  use: z.enum(["condition", "template", "number"]).meta({ description: "What it is evaluated as" }),
});

export const expressionCheckSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true) }),
  z.object({
    ok: z.literal(false),
    message: z.string(),
    offset: z.int().meta({ description: "The character at which it goes wrong, from 0" }),
  }),
]);

export type ExpressionCheckInput = z.output<typeof expressionCheckInputSchema>;
export type ExpressionCheck = z.output<typeof expressionCheckSchema>;
