import type { Expression } from "@sluice/expression/expression";
import type { PolicyContext } from "../policy-context.ts";

export interface ComparedPrompt {
  readonly text: string;
  /** The body's member that holds it, with the text left out: that has to be the same, as all other members have. */
  readonly around: { readonly member: string; readonly rest: unknown };
}

/** Longer prompts are documents: no two are alike by accident, and embedding them costs more than it saves. */
const LONGEST_CHARACTERS = 8_000;

/**
 * What of a call is compared by meaning. Null where there is nothing that can be: no text, one too long, or a prompt that a policy has changed,
 * because what placeholders stand for is not the same another time.
 */
export function promptToCompare(context: PolicyContext, expression: Expression<string> | null): ComparedPrompt | null {
  // The vector of a text that is nearly the same is another vector.
  if (context.call.kind === "embeddings") return null;
  const chosen = expression?.evaluate(context);
  if (chosen && !(chosen.ok && fits(chosen.value))) return null;
  const texts = context.call.texts();
  const last = texts.findLast(({ role }) => role === "user");
  if (!last || !fits(last.text)) return null;
  const [member = "", ...path] = last.path.split(".");
  // An earlier message counts too: with other values behind the same placeholders, its answer is somebody else's.
  if (texts.some(({ path: place, text }) => ![undefined, text].includes(textAt(context, place)))) return null;
  if (valueAt(context.request.jsonContent, [member, ...path]) !== last.text) return null;
  if (!chosen || chosen.value === last.text)
    return { text: last.text, around: { member, rest: without(context.call.parameter(member), path) } };
  // Whoever chooses another text says by it that the rest of the conversation does not matter.
  return { text: chosen.value, around: { member, rest: null } };
}

/** As the caller sent it; undefined for a text that a policy has added. */
function textAt({ request }: PolicyContext, place: string): string | undefined {
  const value = valueAt(request.jsonContent, place.split("."));
  return typeof value === "string" ? value : undefined;
}

function fits(text: string): boolean {
  return text.trim() !== "" && text.length <= LONGEST_CHARACTERS;
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  return typeof value === "object" && value !== null ? valueAt((value as Record<string, unknown>)[key], rest) : undefined;
}

/** A copy of a value with nothing at a path. */
function without(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return null;
  if (Array.isArray(value)) return value.map((item: unknown, at) => (String(at) === key ? without(item, rest) : item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === key ? without(item, rest) : item]));
}
