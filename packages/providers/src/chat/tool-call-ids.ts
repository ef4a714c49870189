import { createHash } from "node:crypto";
import { type OpenedId, openToolCallId } from "./sealed-signature.ts";

/** What Anthropic (^[a-zA-Z0-9_-]+$) and Bedrock (at most 64 characters) both take. */
const SAFE = /^[a-zA-Z0-9_-]{1,64}$/;
const KEPT = 40;
const HASH_CHARACTERS = 16;

/** A client's tool call id, opened, in characters that every provider takes. The same id gives the same result. */
export function readToolCallId(id: string): OpenedId {
  const opened = openToolCallId(id);
  return SAFE.test(opened.id) ? opened : { id: safeId(opened.id), sealed: opened.sealed };
}

/** The hash keeps two ids apart that differ only in what was replaced or cut off. */
function safeId(id: string): string {
  const hash = createHash("sha256").update(id).digest("hex").slice(0, HASH_CHARACTERS);
  return `${id.slice(0, KEPT).replace(/[^a-zA-Z0-9_-]/g, "_")}_${hash}`;
}
