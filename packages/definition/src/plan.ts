import { z } from "zod";
import { LONGEST_NAME } from "./endpoint.ts";
import { flowSchema } from "./flow.ts";

export const PLAN_STATUSES = ["STAGING", "PUBLISHED", "DEPRECATED", "CLOSED"] as const;
export const PLAN_SECURITIES = ["KEY_LESS", "API_KEY", "JWT", "OAUTH2", "MTLS"] as const;
export const KEY_SOURCES = ["HEADER", "BEARER"] as const;

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/, "This is not a valid header name.");

export const planSecuritySchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("KEY_LESS"), configuration: z.strictObject({}).optional() }),
  z.strictObject({
    type: z.literal("API_KEY"),
    configuration: z
      .strictObject({ apiKeyHeader: headerName.optional().meta({ description: "A header that carries the key, beside the usual ones" }) })
      .optional(),
  }),
]);

export const planSchema = z.strictObject({
  name: z
    .string("The plan's name is required.")
    .trim()
    .min(1, "The plan's name is required.")
    .max(LONGEST_NAME, `The name has to be less than ${LONGEST_NAME} characters long.`),
  description: z.string().max(250, "Description has to be at most 250 characters long.").default(""),
  mode: z.literal("STANDARD").default("STANDARD"),
  security: planSecuritySchema,
  validation: z.enum(["AUTO", "MANUAL"]).default("MANUAL"),
  status: z.enum(PLAN_STATUSES).default("STAGING"),
  selectionRule: z.string().max(4096).optional(),
  flows: z.array(flowSchema).max(50).default([]),
});

export type Plan = z.output<typeof planSchema>;
export type PlanSecurity = z.output<typeof planSecuritySchema>;

/** The plan that the wizard starts with, as Gravitee names it. */
export const DEFAULT_KEYLESS_PLAN: Plan = {
  name: "Default Keyless (UNSECURED)",
  description: "Default unsecured plan",
  mode: "STANDARD",
  security: { type: "KEY_LESS" },
  validation: "AUTO",
  status: "PUBLISHED",
  flows: [],
};
