import { isObject, type Json, objectsIn } from "../json.ts";

/** The prompt's beginnings up to each cache point, shortest first: tools come first in a prompt, then the system's text, then the messages. */
export function cachePrefixes(body: Json): readonly string[] {
  const tools = isObject(body["toolConfig"]) ? objectsIn(body["toolConfig"]["tools"]) : [];
  const messages = objectsIn(body["messages"]).flatMap(({ content }) => objectsIn(content));
  const prefixes: string[] = [];
  let prompt = "";
  for (const block of [...tools, ...objectsIn(body["system"]), ...messages]) {
    if (block["cachePoint"] !== undefined) prefixes.push(prompt);
    else prompt += typeof block["text"] === "string" ? block["text"] : JSON.stringify(block);
  }
  return prefixes;
}
