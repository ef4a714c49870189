import { z } from "zod";

/** A policy in a flow. Which policies there are, and what they take, is checked where they are compiled. */
export const stepSchema = z.strictObject({
  name: z.string().max(100).default(""),
  enabled: z.boolean().default(true),
  policy: z.string().min(1, "A step names its policy.").max(100),
  condition: z.string().max(4096).optional(),
  configuration: z.record(z.string(), z.json()).default({}),
});

export const selectorSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("HTTP"),
    path: z.string().max(1024).default("/"),
    pathOperator: z.enum(["EQUALS", "STARTS_WITH"]).default("STARTS_WITH"),
    methods: z.array(z.string().max(16)).default([]),
  }),
  z.strictObject({ type: z.literal("CONDITION"), condition: z.string().min(1).max(4096) }),
]);

export const flowSchema = z.strictObject({
  name: z.string().max(100).default(""),
  enabled: z.boolean().default(true),
  selectors: z.array(selectorSchema).max(10).default([]),
  request: z.array(stepSchema).max(50).default([]),
  response: z.array(stepSchema).max(50).default([]),
});

/** Gravitee's exports hold the configurations of resources as JSON in a text. What is none is refused as what it is. */
function parsedText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

export const resourceSchema = z.strictObject({
  name: z.string().min(1).max(100),
  type: z.string().min(1).max(100),
  enabled: z.boolean().default(true),
  configuration: z.preprocess(parsedText, z.record(z.string(), z.json()).default({})),
});

export type Flow = z.output<typeof flowSchema>;
export type Step = z.output<typeof stepSchema>;
