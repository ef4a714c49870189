import type { PolicyContext } from "../policy-context.ts";

/** Counting tokens costs none, nor do lists of models or files. A socket needs room, though what it takes is not known. */
export function costsNothing({ call, request }: PolicyContext): boolean {
  if (call.kind === "count") return true;
  return call.kind === "other" && call.model === null && request.method === "GET" && request.headers["upgrade"] === undefined;
}
