/** More than any provider lists; the bound keeps a hostile answer small. */
const MOST_LISTED = 2000;
const LONGEST_MODEL_ID = 256;

/**
 * The ids in an answer to `GET /models`, in the provider's order, each once. Takes OpenAI's `{"data":[{"id"}]}` and
 * the bare array that some compatible servers (Together AI, seen 2025) give. Null when it is not a list of models.
 */
export function parseModelList(body: string): string[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  const data = Array.isArray(parsed) ? parsed : typeof parsed === "object" && parsed !== null ? (parsed as { data?: unknown }).data : null;
  if (!Array.isArray(data)) return null;
  const ids = new Set<string>();
  for (const entry of data as unknown[]) {
    const id = typeof entry === "object" && entry !== null ? (entry as { id?: unknown }).id : null;
    if (typeof id !== "string" || id === "" || id.length > LONGEST_MODEL_ID) continue;
    ids.add(id);
    if (ids.size === MOST_LISTED) break;
  }
  return [...ids];
}
