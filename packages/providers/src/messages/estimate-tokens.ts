import { type Fields, isObject } from "@sluice/definition/json";

/** English text and JSON are about four characters a token with every provider's tokenizer; other scripts are more tokens for fewer bytes. */
const BYTES_PER_TOKEN = 4;
/** What a large image costs at Anthropic after it has been made smaller; other providers are of the same order. */
const TOKENS_PER_IMAGE = 1_600;
/** A page of PDF is about 3 kB of base64 at the least and costs some 2,000 tokens; bigger pages are pictures. */
const BASE64_PER_DOCUMENT_TOKEN = 20;
const TOKENS_PER_MESSAGE = 4;

/** How many tokens a Messages request's input is, roughly: for providers that count none. System, messages and tools are counted. */
export function estimateInputTokens({ system, messages, tools }: Fields): number {
  const turns = Array.isArray(messages) ? messages.length : 0;
  return Math.max(1, Math.ceil(turns * TOKENS_PER_MESSAGE + count(system) + count(messages) + count(tools)));
}

function count(value: unknown): number {
  // What waits is kept in a list of our own: a body may nest deeper than the stack is long.
  const waiting: unknown[] = [value];
  let tokens = 0;
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === "string") tokens += Buffer.byteLength(next) / BYTES_PER_TOKEN;
    else if (typeof next === "number" || typeof next === "boolean") tokens++;
    else if (Array.isArray(next)) for (const item of next as unknown[]) waiting.push(item);
    else if (isObject(next)) tokens += countObject(next, waiting);
  }
  return tokens;
}

function countObject(value: Fields, waiting: unknown[]): number {
  if (value["type"] === "image") return TOKENS_PER_IMAGE;
  const { source } = value;
  if (value["type"] === "document" && isObject(source) && source["type"] === "base64")
    return typeof source["data"] === "string" ? source["data"].length / BASE64_PER_DOCUMENT_TOKEN : 0;
  let tokens = 0;
  for (const [key, child] of Object.entries(value)) {
    tokens += key.length / BYTES_PER_TOKEN;
    waiting.push(child);
  }
  return tokens;
}
