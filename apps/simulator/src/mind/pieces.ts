/** A word is one piece; what has no spaces (JSON, Chinese) comes in pieces of this many characters. */
const MAX_PIECE = 24;

/** A text as a stream brings it: word by word. The pieces joined are the text. */
export function pieces(text: string): readonly string[] {
  return (text.match(/^\s+|\S+\s*/g) ?? []).flatMap((word) => (word.length <= MAX_PIECE ? [word] : slices(word)));
}

function slices(word: string): string[] {
  const characters = [...word];
  return Array.from({ length: Math.ceil(characters.length / MAX_PIECE) }, (_, index) =>
    characters.slice(index * MAX_PIECE, (index + 1) * MAX_PIECE).join(""),
  );
}
