import type { IncomingHttpHeaders } from "node:http";
import { type Behaviour, NORMAL } from "../mind/behaviour.ts";
import { NO_KEY, type Refusal, WRONG_KEY } from "./refusal.ts";

/** A key that begins so is refused everywhere: the way to see what a wrong key does. */
const WRONG_KEY_PREFIX = /^(?:sk-)?invalid/;

/** Why this caller is refused; null when it may go on. Any key will do, except for `sim-key-required`, which wants one like Google's. */
export function keyRefusal(headers: IncomingHttpHeaders, query: URLSearchParams, behaviour: Behaviour = NORMAL): Refusal | null {
  const bearer = /^Bearer\s+(.*)$/i.exec(headers.authorization ?? "")?.[1];
  const given = headers["x-goog-api-key"] ?? query.get("key") ?? bearer;
  const key = typeof given === "string" ? given.trim() : "";
  if (key === "") return NO_KEY;
  if (WRONG_KEY_PREFIX.test(key)) return WRONG_KEY;
  return behaviour.kind === "key-required" && !key.startsWith("AIza") ? WRONG_KEY : null;
}

export function geminiHeaders(tookMs: number): Readonly<Record<string, string>> {
  return {
    vary: "Origin, X-Origin, Referer",
    server: "scaffolding on HTTPServer2",
    "server-timing": `gfet4t7; dur=${Math.max(1, Math.round(tookMs))}`,
  };
}
