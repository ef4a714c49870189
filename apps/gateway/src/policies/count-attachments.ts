/** What the APIs call a part that is no text, as its `type` or its key stands in JSON. */
const WORDS = ["image", "image_url", "input_image", "input_audio", "input_file", "file", "document", "video_url"].map((word) =>
  Buffer.from(`"${word}"`),
);

/**
 * At least how many pictures, sounds and documents a body holds, without reading it: a part names itself once or twice. The same words in
 * a text have backslashes before their quotation marks, and are not counted.
 */
export function countAttachments(body: Buffer): number {
  let count = 0;
  for (const word of WORDS) for (let at = body.indexOf(word); at >= 0; at = body.indexOf(word, at + word.length)) count++;
  return count;
}
