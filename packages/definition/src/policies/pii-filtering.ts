import { z } from "zod";
import { acceptUncoveredField } from "./accept-uncovered.ts";
import type { Held } from "./blind-spots.ts";
import { dryRunField } from "./limit-fields.ts";
import type { PolicyKind } from "./policy-kind.ts";

/** Gravitee's categories, in its order. */
export const PII_CATEGORIES = [
  "PERSON",
  "ORGANIZATION",
  "LOCATION",
  "EMAIL",
  "PHONE",
  "NETWORK_IDENTIFIER",
  "DEVICE_IDENTIFIER",
  "FINANCIAL_ACCOUNT",
  "GOVERNMENT_ID",
  "VEHICLE_ID",
  "CREDENTIAL",
  "DEMOGRAPHIC",
  "MISCELLANEOUS",
] as const;
export type PiiCategory = (typeof PII_CATEGORIES)[number];

/** What has no form of its own: only a model can tell a name from another word. */
const MODELLED: readonly PiiCategory[] = ["PERSON", "ORGANIZATION", "LOCATION"];
const BUILT_IN = [
  "EMAIL",
  "PHONE",
  "NETWORK_IDENTIFIER",
  "DEVICE_IDENTIFIER",
  "FINANCIAL_ACCOUNT",
  "GOVERNMENT_ID",
  "VEHICLE_ID",
  "CREDENTIAL",
  "DEMOGRAPHIC",
] as const satisfies readonly PiiCategory[];

const MOST_PATTERNS = 50;
const LONGEST_PATTERN = 1_000;
const MOST_ALLOWED = 1_000;
const MOST_REGIONS = 20;

const category = z.enum(PII_CATEGORIES);
const action = z.enum(["MASK", "REPLACE", "BLOCK", "LOG"]);

export const piiFilteringSchema = z
  .strictObject({
    resourceName: z
      .string()
      .trim()
      .max(100)
      .optional()
      .meta({ description: "A token classification resource of this API, which finds names of people, organizations and places" }),
    categories: z
      .array(category)
      .min(1, "Choose at least one category.")
      .default([...BUILT_IN])
      .meta({ description: "What is looked for. People, organizations and places need a resource" }),
    threshold: z.number().min(0).max(1).default(0.5).meta({ description: "How sure a detector must be: scores from here on count" }),
    customMapping: z
      .record(z.string().min(1).max(100), category)
      .default({})
      .meta({ description: 'Other categories for labels of the model or of the built-in detectors: {"mac_address": "DEVICE_IDENTIFIER"}' }),
    skipResponsePayloadFiltering: z
      .boolean()
      .default(false)
      .meta({ description: "Look at prompts only. Placeholders are turned back into their values all the same" }),
    action: action.default("MASK").meta({
      description:
        "MASK: nobody sees the value again. REPLACE: the provider sees a placeholder, and the caller's answer has the value again. BLOCK: the call is refused. LOG: it is only recorded",
    }),
    actions: z
      .array(z.strictObject({ category, action }))
      .max(PII_CATEGORIES.length)
      .default([])
      .meta({ description: "Categories that are treated unlike the others" }),
    maskText: z.string().max(100).default("[REDACTED]").meta({ description: "What stands in a masked value's place" }),
    patterns: z
      .array(
        z.strictObject({
          label: z
            .string()
            .trim()
            .regex(/^[A-Za-z][A-Za-z_]{0,39}$/, "A label has up to 40 letters and underscores."),
          pattern: z.string().min(1, "A pattern is not empty.").max(LONGEST_PATTERN).meta({ description: "RE2's syntax: no look-arounds" }),
          ignoreCase: z.boolean().default(false),
          category: category.default("MISCELLANEOUS"),
        }),
      )
      .max(MOST_PATTERNS)
      .default([])
      .meta({ description: "Regular expressions of your own: customer numbers, project names" }),
    allowList: z
      .array(z.string().trim().min(1).max(256))
      .max(MOST_ALLOWED)
      .default([])
      .meta({ description: "Values that are never touched, whatever their case; * stands for any text: *@example.com" }),
    phoneRegions: z
      .array(z.string().regex(/^[A-Z]{2}$/, "A region is a country's two capital letters."))
      .max(MOST_REGIONS)
      .default(["US", "GB", "DE", "FR", "ES", "IT", "NL", "PL", "BR"])
      .meta({ description: "Whose phone numbers are known without their country's code" }),
    failurePolicy: z
      .enum(["OPEN", "CLOSED"])
      .default("CLOSED")
      .meta({ description: "When a prompt or an answer cannot be looked at: let it through, or refuse it" }),
    acceptUncovered: acceptUncoveredField,
    dryRun: dryRunField,
  })
  .superRefine(({ categories, resourceName, patterns }, ctx) => {
    if (resourceName) return;
    for (const [at, name] of categories.entries()) {
      if (MODELLED.includes(name))
        ctx.addIssue({
          code: "custom",
          path: ["categories", at],
          message: `${name} can only be found by a model: name a token classification resource, or leave this category out.`,
        });
      if (name === "MISCELLANEOUS" && !patterns.some((pattern) => pattern.category === name))
        ctx.addIssue({
          code: "custom",
          path: ["categories", at],
          message: "Nothing would be found as MISCELLANEOUS: add a pattern, name a resource, or leave this category out.",
        });
    }
  });

export const piiFiltering = {
  id: "pii-filtering",
  title: "PII filtering",
  description: "Finds personal data in prompts and answers, and masks it, replaces it by placeholders, refuses the call or records it.",
  phases: ["request"],
  configuration: piiFilteringSchema,
  resourceFields: ["resourceName"],
  holds: filteredAspects,
} as const satisfies PolicyKind;

export type PiiFiltering = z.output<typeof piiFilteringSchema>;
export type PiiAction = PiiFiltering["action"];

/** A category that is masked or replaced where it can be seen has to be refused where it cannot. */
function filteredAspects({ action, actions, skipResponsePayloadFiltering }: PiiFiltering): Held {
  const hold = [action, ...actions.map((own) => own.action)].some((one) => one !== "LOG") ? "refusing" : "recording";
  return { prompts: hold, ...(!skipResponsePayloadFiltering && { answers: hold }) };
}
