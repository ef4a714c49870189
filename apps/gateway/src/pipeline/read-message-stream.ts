import { isObject } from "@sluice/definition/json";
import { mergeUsage } from "@sluice/providers/anthropic/usage";
import { readEvents } from "@sluice/wire/sse";
import { NO_USAGE } from "@sluice/wire/usage";
import type { StreamEnding } from "./read-stream.ts";

/** What the first and the last pieces of a stream of Anthropic's say. Each begins where an event begins; they may be the same. */
export function readMessageEnding(first: Buffer | null, last: readonly Buffer[]): StreamEnding {
  const pieces = first === null || last.includes(first) ? last : [first, ...last];
  let usage = NO_USAGE;
  let model: string | null = null;
  let type: unknown = null;
  for (const { data } of readEvents(Buffer.concat(pieces).toString())) {
    const event = parse(data);
    if (!isObject(event)) continue;
    const { message } = event;
    if (isObject(message)) {
      usage = mergeUsage(usage, message["usage"]);
      if (typeof message["model"] === "string") model = message["model"];
    }
    usage = mergeUsage(usage, event["usage"]);
    if (event["type"] !== "ping") type = event["type"];
  }
  const complete = type === "message_stop";
  return { done: complete, complete, failed: type === "error", usage: usage === NO_USAGE ? null : usage, model };
}

function parse(data: string | null): unknown {
  if (data === null) return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
