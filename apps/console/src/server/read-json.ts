import { ManagementError } from "@sluice/management/management-error";

/** The largest definition that fits the schemas' bounds in practice is some hundred kilobytes. */
export const LONGEST_BODY_BYTES = 2 * 1024 * 1024;
/** A definition is about ten levels deep. */
const DEEPEST = 64;

/** A request's JSON; undefined when there is no body. Reads no more than it may take. */
export async function readJson(request: Request): Promise<unknown | ManagementError> {
  const bytes = await readBytes(request);
  if (bytes instanceof ManagementError) return bytes;
  if (bytes.length === 0) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return new ManagementError("invalid_json", "The body is not valid JSON in UTF-8.");
  }
  return storageProblem(value) ?? value;
}

async function readBytes(request: Request): Promise<Uint8Array | ManagementError> {
  const tooLarge = new ManagementError("too_large", `The body is larger than ${LONGEST_BODY_BYTES / 1024 / 1024} MB.`);
  if (Number(request.headers.get("content-length") ?? 0) > LONGEST_BODY_BYTES) return tooLarge;
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (!request.body) return new Uint8Array();
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > LONGEST_BODY_BYTES) return tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What is valid JSON and yet no JSON column can hold: NUL, halves of surrogate pairs, and nesting that no definition has. */
function storageProblem(root: unknown): ManagementError | null {
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === "string" && !isStorable(value)) return badText(path);
    if (typeof value !== "object" || value === null) continue;
    if (path.length >= DEEPEST) return new ManagementError("invalid_request", `The body is nested deeper than ${DEEPEST} levels.`);
    for (const [key, item] of Object.entries(value)) {
      if (!isStorable(key)) return badText(path);
      waiting.push({ value: item, path: [...path, key] });
    }
  }
  return null;
}

function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

function badText(path: readonly string[]): ManagementError {
  const message = "This text holds a NUL character or half a character.";
  return new ManagementError("invalid_request", `${path.join(".")}: ${message}`, { fields: { [path.join(".")]: message } });
}
