import { fieldProblems } from "@sluice/definition/problems";
import type { z } from "zod";
import { invalidFields, ManagementError } from "./management-error.ts";

/** What a caller sent, checked against its schema; or what is wrong with it, by field. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> | ManagementError {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return new ManagementError("invalid_request", "The body must be a JSON object.");
  }
  const parsed = schema.safeParse(input);
  return parsed.success ? parsed.data : invalidFields(fieldProblems(parsed.error));
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether an id can be looked up: Postgres refuses to compare a uuid with anything else. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
