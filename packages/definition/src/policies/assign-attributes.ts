import { z } from "zod";
import { expressionText, type PolicyKind } from "./policy-kind.ts";

const MOST_ATTRIBUTES = 50;

export const assignAttributesSchema = z.strictObject({
  /** Gravitee's; the phase is that of the lane. */
  scope: z.string().max(32).optional(),
  attributes: z
    .array(
      z.strictObject({
        name: z
          .string()
          .trim()
          .min(1, "An attribute has a name.")
          .max(256)
          .meta({ description: "llmproxy.model.override chooses the model" }),
        value: expressionText(z.string().max(4096), "template"),
      }),
    )
    .min(1, "Add an attribute.")
    .max(MOST_ATTRIBUTES),
});

export const assignAttributes = {
  id: "assign-attributes",
  title: "Assign attributes",
  description: "Sets attributes that later policies read; llmproxy.model.override chooses the model.",
  phases: ["request", "response"],
  configuration: assignAttributesSchema,
} as const satisfies PolicyKind;

export type AssignAttributes = z.output<typeof assignAttributesSchema>;
