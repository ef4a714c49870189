import type { PolicyCall } from "../policy-call.ts";
import type { PolicyContext } from "../policy-context.ts";

const FREE: ReadonlySet<PolicyCall["path"]> = new Set(["count_tokens", "models", "downloads"]);

/** Counting tokens costs none, nor do lists of models or files. A socket needs room, though what it takes is not known. */
export function costsNothing({ call }: PolicyContext): boolean {
  return FREE.has(call.path);
}
