import { isCredentialHeader } from "@sluice/definition/secret-sites";
import { HIDDEN } from "./mask-text.ts";

/** Deeper documents are an attack, and `JSON.stringify` would throw. */
const DEEPEST = 200;

/** A document with its texts masked, names of members too; what stands under a name that credentials go by is hidden whole. Null when it is no JSON. */
export function maskJson(text: string, mask: (text: string) => string): string | null {
  try {
    return JSON.stringify(masked(JSON.parse(text), mask, 0));
  } catch {
    return null;
  }
}

/** Where a member begins whose value is a text, as it is written. */
const TEXT_MEMBER = /"([\w-]{1,64})"\s*:\s*"/g;

/** The same for what is left of a document that was cut off, which nobody can parse. */
export function maskCutJson(text: string, mask: (text: string) => string): string {
  let [out, at] = ["", 0];
  for (const { 0: begin, 1: name = "", index } of text.matchAll(TEXT_MEMBER)) {
    if (index < at || !isCredential(name)) continue;
    out += text.slice(at, index + begin.length) + HIDDEN;
    at = endOfText(text, index + begin.length);
  }
  return mask(out + text.slice(at));
}

/** Where the quotation mark stands that closes a text, or where all of it ends. By hand: a regular expression runs out of stack at some megabytes. */
function endOfText(text: string, from: number): number {
  for (let at = from; at < text.length; at += text[at] === "\\" ? 2 : 1) if (text[at] === '"') return at;
  return text.length;
}

function masked(value: unknown, mask: (text: string) => string, depth: number): unknown {
  if (typeof value === "string") return mask(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEEPEST) return HIDDEN;
  if (Array.isArray(value)) return value.map((item) => masked(item, mask, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [
      mask(name),
      typeof inside === "string" && isCredential(name) ? HIDDEN : masked(inside, mask, depth + 1),
    ]),
  );
}

/** `api_key` and `apiKey` are the headers' `api-key`; counts of tokens are numbers, and stay. */
function isCredential(name: string): boolean {
  return isCredentialHeader(name.replaceAll("_", "-").replaceAll(/([a-z])([A-Z])/g, "$1-$2"));
}
