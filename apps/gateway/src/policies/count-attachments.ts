/** What the APIs call a part that is no text, as its `type` or its key stands in JSON. */
const WORDS = ["image", "image_url", "input_image", "input_audio", "input_file", "file", "document", "video_url"].map((word) =>
  Buffer.from(`"${word}"`),
);

const ESCAPED = Buffer.from("\\u00");
/** The first digit of an escaped letter, "4" to "7": nobody writes one but to hide a word. */
const FIRST_LETTERS = 0x34;
const LAST_LETTERS = 0x37;

/**
 * At least how many pictures, sounds and documents a body holds, without reading it where it is spelt as usual: a part names itself once or twice. The same words in
 * a text have backslashes before their quotation marks, and are not counted.
 */
export function countAttachments(body: Buffer): number {
  const plain = hasEscapedLetters(body) ? respelt(body) : body;
  let count = 0;
  for (const word of WORDS) for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) count++;
  return count;
}

function hasEscapedLetters(body: Buffer): boolean {
  for (let at = body.indexOf(ESCAPED); at >= 0; at = body.indexOf(ESCAPED, at + ESCAPED.length)) {
    const digit = body[at + ESCAPED.length] ?? 0;
    if (digit >= FIRST_LETTERS && digit <= LAST_LETTERS) return true;
  }
  return false;
}

/** A form is no JSON and stays as it is. */
function respelt(body: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString("utf8"))));
  } catch {
    return body;
  }
}
