import type { PolicyCall } from "../policy-call.ts";

/** The part of a call whose text is given as token ids; null where all of it can be read. */
export function unreadablePart(call: PolicyCall): string | null {
  const name = call.kind === "embeddings" ? "input" : call.kind === "completions" ? "prompt" : null;
  return name !== null && holdsTokens(call.parameter(name)) ? name : null;
}

/** One list of ids, or several; texts may stand among them. */
function holdsTokens(value: unknown): boolean {
  return Array.isArray(value) && value.some((item) => typeof item === "number" || Array.isArray(item));
}
