import { isObject } from "@sluice/definition/json";
import type { Denial } from "@sluice/wire/denial";
import { decodeError as decodeAnthropicError } from "../anthropic/decode-error.ts";
import type { ResponseHeaders } from "../chat/retry-after.ts";
import { decodeError as decodeGoogleError } from "../gemini/decode-error.ts";

/** Vertex's front door speaks Google's words to everyone; behind it Claude refuses in Anthropic's. The body tells which. */
export function decodeError(status: number, headers: ResponseHeaders, body: Buffer): Denial {
  return isAnthropic(body) ? decodeAnthropicError(status, headers, body) : decodeGoogleError(status, headers, body);
}

function isAnthropic(body: Buffer): boolean {
  try {
    const answer: unknown = JSON.parse(body.toString("utf8"));
    return isObject(answer) && answer["type"] === "error" && isObject(answer["error"]);
  } catch {
    return false;
  }
}
