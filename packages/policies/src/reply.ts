/** A whole answer as it goes to the caller. */
export interface Reply {
  readonly type: "reply";
  readonly status: number;
  readonly contentType: string;
  /** The body, or for a stream its events one after the other. */
  readonly body: Buffer;
}

export function isReply(value: unknown): value is Reply {
  return typeof value === "object" && value !== null && (value as { type?: unknown }).type === "reply";
}
