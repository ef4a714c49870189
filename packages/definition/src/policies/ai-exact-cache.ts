import { z } from "zod";
import { cacheFields } from "./cache-fields.ts";
import type { PolicyKind } from "./policy-kind.ts";

export const aiExactCacheSchema = z.strictObject(cacheFields);

export const aiExactCache = {
  id: "ai-exact-cache",
  title: "AI - Exact Cache",
  description: "Gives the same subscription the same answer to the very same call again, without asking a provider.",
  phases: ["request"],
  configuration: aiExactCacheSchema,
} as const satisfies PolicyKind;

export type AiExactCache = z.output<typeof aiExactCacheSchema>;
