/** Of Bedrock's 200 characters; room is left for a number. */
const LONGEST_NAME = 190;
const USUAL_NAME = "document";

/**
 * Names for documents as Bedrock takes them: letters, digits, single spaces, hyphens, brackets, each name once in a request.
 * The model sees them, so they stay as near to the file's name as they can.
 */
export class DocumentNames {
  readonly #used = new Set<string>();

  nameFor(filename: string | null): string {
    const plain = (filename ?? "")
      .replace(/\.[A-Za-z0-9]{1,5}$/, "")
      .replace(/[^A-Za-z0-9()[\]-]+/g, " ")
      .trim()
      .slice(0, LONGEST_NAME)
      .trim();
    const name = plain === "" ? USUAL_NAME : plain;
    let unique = name;
    for (let nth = 2; this.#used.has(unique); nth++) unique = `${name} ${nth}`;
    this.#used.add(unique);
    return unique;
  }
}
