import { z } from "zod";
import { expressionText, type PolicyKind } from "./policy-kind.ts";

const MOST_HEADERS = 50;

const headerName = z
  .string()
  .trim()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, "This is not a valid header name.");

export const transformHeadersSchema = z.strictObject({
  scope: z.string().max(32).optional(),
  addHeaders: z
    .array(z.strictObject({ name: headerName, value: expressionText(z.string().max(4096), "template") }))
    .max(MOST_HEADERS)
    .default([])
    .meta({ description: "Headers to set; one of that name is replaced" }),
  removeHeaders: z.array(headerName).max(MOST_HEADERS).default([]),
  whitelistHeaders: z.array(headerName).max(MOST_HEADERS).default([]).meta({ description: "When not empty, all others are removed" }),
});

export const transformHeaders = {
  id: "transform-headers",
  title: "Transform headers",
  description: "Sets and removes headers on the way to the provider, or on the way back.",
  phases: ["request", "response"],
  configuration: transformHeadersSchema,
} as const satisfies PolicyKind;

export type TransformHeaders = z.output<typeof transformHeadersSchema>;
