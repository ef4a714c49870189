import { isObject, type Json, objectsIn } from "../json.ts";

export interface CacheMarks {
  /** The prompt's beginnings up to each mark, shortest first. */
  readonly prefixes: readonly string[];
  /** The last mark asks for an hour instead of five minutes. */
  readonly isLong: boolean;
}

/** Where the caller wants its prompt cached: tools come first in a prompt, then the system's text, then the messages. */
export function cacheMarks(body: Json): CacheMarks {
  const messages = objectsIn(body["messages"]).flatMap(({ role, content }) =>
    typeof content === "string" ? [{ type: "text", text: content, role }] : objectsIn(content),
  );
  const system = typeof body["system"] === "string" ? [{ type: "text", text: body["system"] }] : objectsIn(body["system"]);
  const parts = [...objectsIn(body["tools"]), ...system, ...messages];
  const prefixes: string[] = [];
  let last: unknown = null;
  let prompt = "";
  for (const [index, part] of parts.entries()) {
    const { cache_control: own, ...rest } = part as Json;
    // A mark on the whole body stands at its last part.
    const mark = own ?? (index === parts.length - 1 ? body["cache_control"] : null);
    prompt += typeof rest["text"] === "string" ? rest["text"] : JSON.stringify(rest);
    if (!isObject(mark)) continue;
    prefixes.push(prompt);
    last = mark["ttl"];
  }
  return { prefixes, isLong: last === "1h" };
}
