/** A percent-encoded path, or a piece of one, as it is meant; as it is when its encoding is broken. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
