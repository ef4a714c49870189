/** Phrases with strokes between them, as many to a line as fit. */
export function phrases(list: string): readonly string[] {
  return list
    .split("|")
    .map((phrase) => phrase.replace(/\s+/g, " ").trim())
    .filter((phrase) => phrase !== "");
}
