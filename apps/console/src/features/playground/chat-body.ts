import type { JsonObject } from "@sluice/definition/json";
import type { Lane, Turn } from "./conversation.ts";
import { messagesOf } from "./messages-of.ts";
import type { PlaygroundState } from "./playground-store.ts";
import { readSettings } from "./settings.ts";

/** The body of a lane's next call over these turns; null while a setting cannot be read, which its field says. */
export function chatBody({ models, settings }: PlaygroundState, turns: readonly Turn[], lane: Lane): JsonObject | null {
  const read = readSettings(settings);
  if (!read.ok) return null;
  return {
    model: models[lane] ?? models.first,
    messages: [...messagesOf(turns, lane, settings.system)],
    ...read.parameters,
    // Usage is asked for, as whoever counts would: it comes as the stream's last piece.
    ...(settings.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}
