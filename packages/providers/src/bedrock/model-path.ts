export type ModelOperation = "converse" | "converse-stream" | "invoke";

/**
 * `/model/{id}/converse`: ids hold colons, and ARNs slashes too; all of it stays in its one segment. What `encodeURIComponent`
 * leaves as it is and AWS's signature does not (`!'()*`) is encoded as well, so that both sides sign the same path.
 * Null for the names that would leave the segment however they are written.
 */
export function modelPath(model: string, operation: ModelOperation): string | null {
  if (/^\.{0,2}$/.test(model)) return null;
  const segment = encodeURIComponent(model.toWellFormed()).replace(/[!'()*]/g, percentEncode);
  return `/model/${segment}/${operation}`;
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
