import type { JsonObject } from "@sluice/definition/json";
import { z } from "zod";

/** These decide where a call goes and how it is answered: the gateway sets them, and refuses to run with a fixed value. */
const OWN_PARAMETERS = ["model", "stream"] as const;

const objectSchema = z.record(z.string(), z.json());

export type ParsedParameters = { readonly ok: true; readonly parameters: JsonObject } | { readonly ok: false; readonly problem: string };

/** A model's fixed parameters as typed. Nothing typed means none; what cannot be used comes back in words. */
export function parseParameters(typed: string): ParsedParameters {
  if (typed.trim() === "") return { ok: true, parameters: {} };
  let value: unknown;
  try {
    value = JSON.parse(typed);
  } catch (error) {
    return { ok: false, problem: `This is not valid JSON: ${error instanceof Error ? error.message : "it cannot be read"}.` };
  }
  const read = objectSchema.safeParse(value);
  if (!read.success) return { ok: false, problem: 'Parameters are a JSON object, such as { "temperature": 0 }.' };
  const own = OWN_PARAMETERS.find((name) => Object.hasOwn(read.data, name));
  if (own) return { ok: false, problem: `The parameter ${own} cannot be overridden.` };
  return { ok: true, parameters: read.data };
}

/** As a person edits them; nothing for none. */
export function writeParameters(parameters: JsonObject): string {
  return Object.keys(parameters).length === 0 ? "" : JSON.stringify(parameters, null, 2);
}
