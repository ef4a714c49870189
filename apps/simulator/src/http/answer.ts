export interface SseEvent {
  /** The SSE event's name; OpenAI's chat wire has none, its responses wire has one on each. */
  readonly event?: string;
  readonly data: string;
  /** Milliseconds to wait before this event is written. */
  readonly delayMs?: number;
}

export interface BodyAnswer {
  readonly kind: "body";
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How events are written: as server-sent events, unless a wire has a way of its own. */
export interface Framing {
  readonly contentType: string;
  /** `index` counts from 0. */
  readonly frame: (event: SseEvent, index: number) => string | Buffer;
  /** Written after the last event. */
  readonly end?: string;
  /** Written before a socket is cut: half of something. */
  readonly half: string | Buffer;
}

export interface StreamAnswer {
  readonly kind: "stream";
  readonly framing?: Framing;
  readonly events: Iterable<SseEvent>;
  /** What this wire says when the provider breaks after `sent` events. */
  readonly failure: (sent: number) => readonly SseEvent[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler decided. Handlers are pure; writing, pacing and breaking is done in one place, deliver. */
export type Answer = BodyAnswer | StreamAnswer;

export function jsonAnswer(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): BodyAnswer {
  return { kind: "body", status, contentType: "application/json", body: JSON.stringify(value), headers };
}
