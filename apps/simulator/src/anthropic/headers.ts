import type { IncomingHttpHeaders } from "node:http";
import { type Behaviour, NORMAL } from "../mind/behaviour.ts";
import { invalid, NO_KEY, type Refusal, WRONG_KEY } from "./refusal.ts";

/** A key that begins so is refused everywhere: the way to see what a wrong key does. */
const WRONG_KEY_PREFIX = /^sk-(?:ant-)?invalid/;

/** Why this caller is refused; null when it may go on. Any key will do, except for `sim-key-required`, which wants one like Anthropic's. */
export function keyRefusal(headers: IncomingHttpHeaders, behaviour: Behaviour = NORMAL): Refusal | null {
  const bearer = /^Bearer\s+(.*)$/i.exec(headers.authorization ?? "")?.[1];
  const given = headers["x-api-key"] ?? bearer;
  const key = typeof given === "string" ? given.trim() : "";
  if (key === "") return NO_KEY;
  if (WRONG_KEY_PREFIX.test(key)) return WRONG_KEY;
  if (behaviour.kind === "key-required" && !key.startsWith("sk-ant-")) return WRONG_KEY;
  return headers["anthropic-version"] === undefined ? invalid("anthropic-version: header is required") : null;
}

/** Anthropic's headers: who asked, and what is left of limits that nobody reaches here. */
export function anthropicHeaders(requestId: string): Readonly<Record<string, string>> {
  return {
    "request-id": requestId,
    "anthropic-organization-id": "00000000-0000-4000-8000-000000000000",
    "anthropic-ratelimit-requests-limit": "4000",
    "anthropic-ratelimit-requests-remaining": "3999",
    "anthropic-ratelimit-tokens-limit": "2000000",
    "anthropic-ratelimit-tokens-remaining": "1999000",
  };
}
