import { type Fields, isObject } from "@sluice/definition/json";
import type { AudioPart, CacheMarker, ContentPart, FilePart, ImagePart, TextPart } from "./chat-request.ts";
import { isDataUrl, mediaTypeOf, normaliseBase64, parseDataUrl } from "./data-url.ts";
import { type Problems, typeName } from "./problems.ts";
import { FieldReader } from "./read-fields.ts";

export type PartType = "text" | "refusal" | "image_url" | "input_audio" | "file";

/** Where content stands and what it may hold. */
export interface ContentPlace {
  /** In dots: `messages.0.content`. */
  readonly path: string;
  readonly allowed: readonly PartType[];
  readonly problems: Problems;
}

/** A message's content, a string or a list of parts. Empty texts are left out: no provider takes them. */
export function readContent(content: unknown, place: ContentPlace): ContentPart[] {
  if (typeof content === "string") return content === "" ? [] : [textPart(content, null)];
  if (!Array.isArray(content)) {
    place.problems.invalid(
      place.path,
      `Invalid type for '${place.path}': expected a string or an array of parts, but got ${typeName(content)}.`,
    );
    return [];
  }
  const parts: ContentPart[] = [];
  for (const [index, part] of (content as unknown[]).entries()) {
    const path = `${place.path}.${index}`;
    if (typeof part === "string") {
      if (part !== "") parts.push(textPart(part, null));
    } else if (isObject(part)) {
      const read = readPart(part, { ...place, path });
      if (read !== null) parts.push(read);
    } else place.problems.invalid(path, `Invalid type for '${path}': expected a content part, but got ${typeName(part)}.`);
  }
  return parts;
}

export function textPart(text: string, cache: CacheMarker | null): TextPart {
  return { type: "text", text, cache };
}

/** `cache_control: {type: "ephemeral", ttl?}`; null when there is none. An unknown kind is no marker, and harmless. */
export function readCacheMarker(value: unknown): CacheMarker | null {
  if (!isObject(value) || value["type"] !== "ephemeral") return null;
  const { ttl } = value;
  return { ttl: ttl === "5m" || ttl === "1h" ? ttl : null };
}

function readPart(part: Fields, place: ContentPlace): ContentPart | null {
  const reader = new FieldReader(part, place.path, place.problems);
  const type = place.allowed.find((allowed) => allowed === part["type"]);
  if (type === undefined) {
    const { type: given } = part;
    const said = typeof given === "string" ? `'${given.slice(0, 40)}'` : typeName(given);
    place.problems.invalid(
      reader.param("type"),
      `Invalid value for '${reader.param("type")}': ${said}. Supported here: ${place.allowed.join(", ")}.`,
    );
    return null;
  }
  const cache = readCacheMarker(part["cache_control"]);
  switch (type) {
    case "text":
    case "refusal":
      return readText(reader, type, cache);
    case "image_url":
      return readImage(reader, cache);
    case "input_audio":
      return readAudio(reader, cache);
    case "file":
      return readFile(reader, cache);
  }
}

function readText(reader: FieldReader, field: "text" | "refusal", cache: CacheMarker | null): TextPart | null {
  const text = reader.text(field);
  if (text === null) reader.problems.invalid(reader.param(field), `Missing required parameter: '${reader.param(field)}'.`);
  return text ? textPart(text, cache) : null;
}

function readImage(reader: FieldReader, cache: CacheMarker | null): ImagePart | null {
  const value = reader.get("image_url");
  const image = typeof value === "string" ? { url: value } : reader.object("image_url");
  const param = reader.param("image_url.url");
  const url = image?.["url"];
  if (typeof url !== "string" || url === "") {
    reader.problems.invalid(param, `Missing required parameter: '${param}'. Give the image as an https or a data: URL.`);
    return null;
  }
  const { detail } = image as Fields;
  const rest = { detail: typeof detail === "string" ? detail : null, cache, param };
  if (/^https?:\/\//i.test(url)) return { type: "image", mediaType: null, data: null, url, ...rest };
  const data = isDataUrl(url) ? parseDataUrl(url) : null;
  if (data === null || !data.mediaType.startsWith("image/")) {
    reader.problems.invalid(param, `Invalid image in '${param}': it must be an https URL, or a data: URL of an image in valid base64.`);
    return null;
  }
  return { type: "image", mediaType: data.mediaType, data: data.data, url: null, ...rest };
}

function readAudio(reader: FieldReader, cache: CacheMarker | null): AudioPart | null {
  const audio = new FieldReader(reader.object("input_audio") ?? {}, reader.param("input_audio"), reader.problems);
  const text = audio.requiredText("data");
  const format = audio.requiredText("format").toLowerCase();
  if (text === "" || format === "") return null;
  const data = isDataUrl(text) ? (parseDataUrl(text)?.data ?? null) : normaliseBase64(text);
  if (data === null) {
    reader.problems.invalid(audio.param("data"), `Invalid audio in '${audio.param("data")}': it is not valid base64.`);
    return null;
  }
  return { type: "audio", format, data, cache, param: reader.param("input_audio") };
}

function readFile(reader: FieldReader, cache: CacheMarker | null): FilePart | null {
  const file = new FieldReader(reader.object("file") ?? {}, reader.param("file"), reader.problems);
  const filename = file.text("filename");
  const text = file.text("file_data");
  const param = file.param("file_data");
  if (text === null || text === "") {
    if (file.get("file_id") !== null)
      reader.problems.unsupported(
        file.param("file_id"),
        `'${file.param("file_id")}' names a file kept at OpenAI, which this provider cannot read: send the file as 'file_data'.`,
      );
    else reader.problems.invalid(param, `Missing required parameter: '${param}'. Give the file as a data: URL.`);
    return null;
  }
  if (/^https?:\/\//i.test(text))
    return { type: "file", mediaType: mediaTypeFromName(text) ?? "application/pdf", data: null, url: text, filename, cache, param };
  const named = filename === null ? null : mediaTypeFromName(filename);
  const bare = isDataUrl(text) ? null : normaliseBase64(text);
  const read = isDataUrl(text) ? parseDataUrl(text) : bare && { mediaType: mediaTypeOf(bare) ?? named ?? "application/pdf", data: bare };
  if (!read) {
    reader.problems.invalid(param, `Invalid file in '${param}': it must be a data: URL in valid base64.`);
    return null;
  }
  const mediaType = read.mediaType === "application/octet-stream" ? (named ?? read.mediaType) : read.mediaType;
  return { type: "file", mediaType, data: read.data, url: null, filename, cache, param };
}

const BY_EXTENSION: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  html: "text/html",
  json: "application/json",
};

function mediaTypeFromName(name: string): string | null {
  const extension = /\.([a-z0-9]{1,5})(?:[?#].*)?$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(BY_EXTENSION, extension) ? (BY_EXTENSION[extension] ?? null) : null;
}
