import { z } from "zod";
import { apiDefinitionSchema } from "./api.ts";

/** The definition's JSON Schema (draft 2020-12), as callers write it: fields with a default may be left out. */
export function definitionJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(apiDefinitionSchema, { io: "input", unrepresentable: "any", target: "draft-2020-12" }) as Record<string, unknown>;
}
