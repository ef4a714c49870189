/** What is typed into a field for a number. What is none stays a text, so that the schema refuses it in its words. */
export function typedNumber(typed: string): number | string {
  const text = typed.trim();
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
