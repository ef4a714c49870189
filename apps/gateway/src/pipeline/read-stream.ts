import { type Fields, fieldsOf, isObject } from "@sluice/definition/json";
import type { Denial } from "@sluice/wire/denial";
import { DONE, readEvents, type SseEvent } from "@sluice/wire/sse";
import { type TokenUsage, usageFromOpenAi } from "@sluice/wire/usage";
import type { Target } from "../runtime/compiled-api.ts";
import { type ProviderError, providerDenial, readProviderError } from "./decode-failure.ts";

/** What the last events of a stream say. */
export interface StreamEnding {
  readonly done: boolean;
  /** The answer has its end: a finish reason, [DONE], or the closing event of a response. */
  readonly complete: boolean;
  /** The last word is the provider's own error event. */
  readonly failed: boolean;
  readonly usage: TokenUsage | null;
  readonly model: string | null;
}

/** Events looked at from the end. Usage, finish reason and [DONE] are three; some providers put a few of their own between them. */
const MOST_READ = 24;

/** Reads the last pieces of a stream, which begin where an event begins. The last usage counts: some providers repeat it, growing, in every event. */
export function readEnding(pieces: readonly Buffer[], kind: "chat" | "completions" | "embeddings" | "responses"): StreamEnding {
  const events = readEvents(Buffer.concat(pieces).toString())
    .filter(({ data }) => data !== null)
    .reverse();
  const done = events.some(({ data }) => data?.trim() === DONE);
  const chunks = events.slice(0, MOST_READ).flatMap((event) => {
    const chunk = parse(event.data);
    return chunk === null ? [] : [chunk];
  });
  const failed = chunks[0] !== undefined && isError(chunks[0]);
  const usages = chunks.map(usageOf);
  const finished = kind === "responses" ? chunks.some(isLastOfResponse) : done || chunks.some(hasFinish);
  return { done, complete: finished && !failed, failed, usage: usages.find((usage) => usage !== null) ?? null, model: modelOf(chunks) };
}

function parse(data: string | null): Fields | null {
  if (data === null || data.trim() === DONE) return null;
  try {
    const chunk: unknown = JSON.parse(data);
    return isObject(chunk) ? chunk : null;
  } catch {
    return null;
  }
}

function usageOf(chunk: Fields): TokenUsage | null {
  return usageFromOpenAi(chunk["usage"] ?? fieldsOf(chunk["response"])["usage"] ?? fieldsOf(chunk["x_groq"])["usage"]);
}

function modelOf(chunks: readonly Fields[]): string | null {
  for (const chunk of chunks) {
    const model = chunk["model"] ?? fieldsOf(chunk["response"])["model"];
    if (typeof model === "string" && model !== "") return model;
  }
  return null;
}

function hasFinish(chunk: Fields): boolean {
  const { choices } = chunk as { choices?: unknown };
  return Array.isArray(choices) && choices.some((choice) => typeof fieldsOf(choice)["finish_reason"] === "string");
}

function isLastOfResponse({ type }: Fields): boolean {
  return type === "response.completed" || type === "response.incomplete";
}

function isError(chunk: Fields): boolean {
  if (chunk["type"] === "error" || chunk["type"] === "response.failed") return true;
  const { error, choices } = chunk as { error?: unknown; choices?: unknown };
  return (typeof error === "string" || isObject(error)) && !(Array.isArray(choices) && choices.length > 0);
}

export function hasData(segment: Buffer): boolean {
  return segment.includes("data");
}

/** When a stream opens with an error, that error as a refusal with its proper status; else null. */
export function openingError(opening: Buffer, target: Target): Denial | null {
  if (!opening.includes('error"') && !opening.includes("error\n") && !opening.includes("error\r")) return null;
  const first = readEvents(opening.toString()).find(({ data }) => data !== null);
  const chunk = first === undefined ? null : parse(first.data);
  if (!first || !(first.name === "error" || (chunk !== null && isError(chunk)))) return null;
  // A failed response tells of its error one level deeper.
  const failed = fieldsOf(chunk?.["response"])["error"];
  const error = readProviderError(failed === undefined ? (first.data ?? "") : JSON.stringify({ error: failed }));
  return providerDenial(statusOf(error), { error, target, retryAfterSeconds: null });
}

/** By the words that OpenAI and those who follow it use; what is unknown is the provider's failure. */
function statusOf({ code, type }: ProviderError): number {
  if (typeof code === "number" && code >= 400 && code < 600) return code;
  const words = `${type ?? ""} ${code ?? ""}`;
  if (/rate_limit|insufficient_quota|tokens|requests/.test(words)) return 429;
  if (/overloaded/.test(words)) return 503;
  if (/authentication|permission|invalid_api_key/.test(words)) return 401;
  if (/invalid_request|context_length|content_policy/.test(words)) return 400;
  return 500;
}

const CHOICES = Buffer.from('"choices"');
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Takes the events out that tell of usage and nothing else. Null when there are none.
 * Only looks closer where an empty `choices` stands: a native search a segment, no decoding.
 */
export function hideUsage(segment: Buffer): { readonly shown: Buffer; readonly hidden: Buffer } | null {
  if (!hasEmptyChoices(segment)) return null;
  // Latin-1 keeps every byte as it is, there and back.
  const events = readEvents(segment.toString("latin1"));
  const hidden = events.filter(isUsageOnly);
  if (hidden.length === 0) return null;
  return { shown: join(events.filter((event) => !hidden.includes(event))), hidden: join(hidden) };
}

function hasEmptyChoices(segment: Buffer): boolean {
  for (let at = segment.indexOf(CHOICES); at >= 0; at = segment.indexOf(CHOICES, at)) {
    at += CHOICES.length;
    let byte = segment[at];
    while (byte !== undefined && (byte <= 0x20 || byte === 0x3a)) byte = segment[++at];
    if (byte !== OPEN_BRACKET) continue;
    do byte = segment[++at];
    while (byte !== undefined && byte <= 0x20);
    if (byte === CLOSE_BRACKET) return true;
  }
  return false;
}

function isUsageOnly({ data }: SseEvent): boolean {
  const chunk = parse(data);
  const choices = chunk?.["choices"];
  return Array.isArray(choices) && choices.length === 0 && isObject(chunk?.["usage"]);
}

function join(events: readonly SseEvent[]): Buffer {
  return Buffer.from(events.map(({ raw }) => raw).join(""), "latin1");
}
