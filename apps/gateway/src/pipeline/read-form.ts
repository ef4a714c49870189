import type { Call, Form, FormField } from "./read-call.ts";

const NO_MEMBERS: Call["scanned"] = { members: new Map(), insertAt: 0, repeated: false };

/**
 * Reads the form of a recording or a picture (`multipart/form-data`) as a call: which model it names, and whether it wants a stream.
 * What cannot be read as a form is left to the provider, as a call that names no model.
 */
export function readForm(body: Buffer, contentType: string): Call {
  const fields = findFields(body, contentType);
  const model = fields.get("model") ?? null;
  const value = (field: FormField | null | undefined) => (field ? body.toString("utf8", field.start, field.end) : "");
  return {
    kind: "other",
    model: value(model) || null,
    stream: value(fields.get("stream")) === "true",
    includeUsage: false,
    body,
    scanned: NO_MEMBERS,
    form: { contentType, model },
  };
}

/** The form's bytes with another model's name; all else stays byte for byte. */
export function withFormModel(body: Buffer, { model }: Form, name: string): Buffer {
  if (model === null) return body;
  return Buffer.concat([body.subarray(0, model.start), Buffer.from(name), body.subarray(model.end)]);
}

/** RFC 2046 §5.1.1: at most 70 characters. */
const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;
const HEADERS_END = "\r\n\r\n";
/** Forms that models take have about ten fields; a form of more parts than this is some other thing. */
const MOST_PARTS = 100;
/** Content-Disposition and Content-Type, with room for a long file name. */
const LONGEST_HEADERS = 4096;

/** The fields that are no files, by name; the first of those that share a name. Empty when the bytes are no such form. */
function findFields(body: Buffer, contentType: string): ReadonlyMap<string, FormField> {
  const fields = new Map<string, FormField>();
  const match = BOUNDARY.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return fields;
  const delimiter = `--${boundary}`;
  let at = body.indexOf(delimiter);
  for (let part = 0; at >= 0 && part < MOST_PARTS; part++) {
    const headersAt = at + delimiter.length;
    const headersEnd = body.indexOf(HEADERS_END, headersAt);
    if (headersEnd < 0 || headersEnd - headersAt > LONGEST_HEADERS) break;
    const start = headersEnd + HEADERS_END.length;
    const end = body.indexOf(`\r\n${delimiter}`, start);
    if (end < 0) break;
    const name = fieldName(body.toString("utf8", headersAt, headersEnd));
    if (name !== null && !fields.has(name)) fields.set(name, { start, end });
    at = end + "\r\n".length;
  }
  return fields;
}

/** Null for a file. */
function fieldName(headers: string): string | null {
  const disposition = /^content-disposition:\s*form-data(;.*)$/im.exec(headers)?.[1];
  if (disposition === undefined || /;\s*filename\*?=/i.test(disposition)) return null;
  const match = /;\s*name=(?:"([^"]*)"|([^\s;"]+))/i.exec(disposition);
  return match?.[1] ?? match?.[2] ?? null;
}
