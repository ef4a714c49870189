/** A provider may answer with a page of HTML; this much says what it is. */
const LONGEST_MESSAGE = 500;

/** What a provider said about a failure, in its own words and on one line; null when it said nothing that a person could read. */
export function parseErrorMessage(body: string): string | null {
  const text = messageIn(body) ?? body;
  const line = text.replace(/\s+/g, " ").trim();
  if (line === "" || line.startsWith("<")) return null;
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

/** OpenAI's `{"error":{"message"}}`, and what compatible servers make of it: `{"error":"…"}`, `{"message"}`, `{"detail"}`. */
function messageIn(body: string): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof parsed !== "object" || parsed === null) return null;
  const { error, message, detail } = parsed as Record<string, unknown>;
  const inner = typeof error === "object" && error !== null ? (error as { message?: unknown }).message : error;
  for (const candidate of [inner, message, detail]) if (typeof candidate === "string") return candidate;
  return null;
}
