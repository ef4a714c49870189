import type { Call, Form, FormField } from "./read-call.ts";

const NO_MEMBERS: Call["scanned"] = { members: new Map(), insertAt: 0, repeated: false };

/**
 * Reads the form of a recording or a picture (`multipart/form-data`) as a call: which model it names, and whether it wants a stream.
 * What cannot be read as a form is left to the provider, as a call that names no model.
 */
export function readForm(body: Buffer, contentType: string): Call {
  const { fields, whole } = findFields(body, contentType);
  const field = (name: string) => fields.find((one) => one.name === name) ?? null;
  const model = field("model");
  const value = (field: FormField | null | undefined) => (field ? body.toString("utf8", field.start, field.end) : "");
  return {
    kind: "other",
    path: whole ? "forms" : "uploads",
    model: value(model) || null,
    stream: value(field("stream")) === "true",
    includeUsage: false,
    body,
    scanned: NO_MEMBERS,
    form: { contentType, model, texts: fields },
  };
}

/** The form's bytes with another model's name; all else stays byte for byte. */
export function withFormModel(body: Buffer, { model }: Form, name: string): Buffer {
  return model === null ? body : withFields(body, [[model, name]]);
}

/** The form's bytes with other values of these fields, which are in the order in which they stand. */
export function withFields(body: Buffer, edits: readonly (readonly [FormField, string])[]): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const [{ start, end }, value] of edits) {
    pieces.push(body.subarray(at, start), Buffer.from(value));
    at = end;
  }
  return Buffer.concat([...pieces, body.subarray(at)]);
}

/** RFC 2046 §5.1.1: at most 70 characters. */
const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;
const HEADERS_END = "\r\n\r\n";
/** Forms that models take have about ten fields; a form of more parts than this is some other thing. */
const MOST_PARTS = 100;
/** Content-Disposition and Content-Type, with room for a long file name. */
const LONGEST_HEADERS = 4096;

interface Fields {
  readonly fields: readonly (FormField & { readonly name: string })[];
  /** Read to its closing boundary: nothing in it was overlooked. */
  readonly whole: boolean;
}

/** The fields that are no files. None when the bytes are no such form. */
function findFields(body: Buffer, contentType: string): Fields {
  const fields: (FormField & { readonly name: string })[] = [];
  const match = BOUNDARY.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return { fields, whole: false };
  const delimiter = `--${boundary}`;
  let at = body.indexOf(delimiter);
  for (let part = 0; at >= 0 && part < MOST_PARTS; part++) {
    const headersAt = at + delimiter.length;
    if (body.toString("latin1", headersAt, headersAt + 2) === "--") return { fields, whole: true };
    const headersEnd = body.indexOf(HEADERS_END, headersAt);
    if (headersEnd < 0 || headersEnd - headersAt > LONGEST_HEADERS) break;
    const start = headersEnd + HEADERS_END.length;
    const end = body.indexOf(`\r\n${delimiter}`, start);
    if (end < 0) break;
    const name = fieldName(body.toString("utf8", headersAt, headersEnd));
    if (name !== null) fields.push({ name, start, end });
    at = end + "\r\n".length;
  }
  return { fields, whole: false };
}

/** Null for a file. */
function fieldName(headers: string): string | null {
  const disposition = /^content-disposition:\s*form-data(;.*)$/im.exec(headers)?.[1];
  if (disposition === undefined || /;\s*filename\*?=/i.test(disposition)) return null;
  const match = /;\s*name=(?:"([^"]*)"|([^\s;"]+))/i.exec(disposition);
  return match?.[1] ?? match?.[2] ?? null;
}
