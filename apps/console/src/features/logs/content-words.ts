import type { ContentLeg, ContentState } from "@sluice/definition/contents";

/** Why contents are not there; null where they are. */
export const NOT_KEPT: Readonly<Record<ContentState, string | null>> = {
  kept: null,
  pending: "On their way: open the request again in a moment.",
  off: "Not kept: the API keeps no contents.",
  unread: "Not kept: the request was refused before its body was read, or passed through unread.",
  not_sampled: "Not kept: the API's sampling did not choose this request.",
  condition: "Not kept: the condition of the API's logging did not hold.",
  dropped: "Not kept: the gateway had more to write than it could.",
  expired: "Kept no more: their time is over.",
};

export const OMITTED: Readonly<Record<NonNullable<ContentLeg["omitted"]>, string>> = {
  binary: "Not kept: it is no text.",
  unmasked: "Not kept: personal data or secrets in it may not have been masked.",
  not_read: "Not kept: the gateway did not read it.",
};

/** "Request", "Answer to the gateway". */
export function legTitle({ side, phase, status }: ContentLeg): string {
  const said = status === null ? "" : ` · ${status}`;
  if (side === "entrypoint") return phase === "request" ? "Request of the caller" : `Answer to the caller${said}`;
  return phase === "request" ? "Request to the provider" : `Answer of the provider${said}`;
}

/** JSON with its lines, everything else as it is. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
