import type { AudioPart, ContentPart, FilePart, ImagePart } from "../chat/chat-request.ts";
import type { Problems } from "../chat/problems.ts";
import type { Part } from "./generate-content-body.ts";

export interface EncodeContentOptions {
  readonly problems: Problems;
  /** Filled with what was guessed or left out, in words. */
  readonly lost: string[];
}

export function encodeParts(parts: readonly ContentPart[], options: EncodeContentOptions): Part[] {
  return parts.map((part) => encodePart(part, options)).filter((part) => part !== null);
}

function encodePart(part: ContentPart, options: EncodeContentOptions): Part | null {
  switch (part.type) {
    case "text":
      return { text: part.text };
    case "image":
      return encodeImage(part, options);
    case "audio":
      return encodeAudio(part, options.problems);
    case "file":
      return encodeFile(part, options);
  }
}

const IMAGE_TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  heic: "image/heic",
  heif: "image/heif",
  bmp: "image/bmp",
  avif: "image/avif",
};
/** What most images on the web are. */
const LIKELIEST_IMAGE_TYPE = "image/jpeg";

function encodeImage({ mediaType, data, url, param }: ImagePart, { problems, lost }: EncodeContentOptions): Part | null {
  if (data !== null) return { inlineData: { mimeType: mediaType ?? LIKELIEST_IMAGE_TYPE, data } };
  if (url === null || !isFetched(url)) return refuseAddress(param, problems);
  const known = imageTypeOf(url);
  if (known === null) lost.push(`${param}: its address does not say what kind of image it is; ${LIKELIEST_IMAGE_TYPE} was assumed`);
  return { fileData: { mimeType: known ?? LIKELIEST_IMAGE_TYPE, fileUri: url } };
}

/** By the name at the end of the path, as in `/cat.png?size=2`. */
function imageTypeOf(url: string): string | null {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(url.replace(/[?#].*$/s, ""))?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(IMAGE_TYPES, extension) ? (IMAGE_TYPES[extension] ?? null) : null;
}

/** Google fetches https only (https://ai.google.dev/gemini-api/docs/file-input-methods). */
function isFetched(url: string): boolean {
  return /^https:\/\//i.test(url);
}

function refuseAddress(param: string, problems: Problems): null {
  problems.unsupported(
    param,
    `Unsupported image or file in '${param}': this model's provider fetches https URLs only. Use https, or a data: URL.`,
  );
  return null;
}

const AUDIO_TYPES: Readonly<Record<string, string>> = {
  mpeg: "audio/mp3",
  mp3: "audio/mp3",
  wave: "audio/wav",
  m4a: "audio/mp4",
  pcm16: "audio/pcm",
};

function encodeAudio({ format, data, param }: AudioPart, problems: Problems): Part | null {
  const name = format.replace(/^audio\//, "");
  if (/^[a-z0-9][a-z0-9.+-]*$/.test(name))
    return { inlineData: { mimeType: Object.hasOwn(AUDIO_TYPES, name) ? (AUDIO_TYPES[name] ?? "") : `audio/${name}`, data } };
  problems.invalid(`${param}.format`, `Invalid value for '${param}.format': give a format such as wav or mp3.`);
  return null;
}

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/;
/** Text, though its type does not say so: Google takes it as plain text only. */
const TEXT_TYPES = /^application\/(?:json|xml|x-yaml|yaml|javascript|x-javascript|typescript|x-python|sql|x-sh)$/;

function encodeFile({ mediaType, data, url, param }: FilePart, { problems }: EncodeContentOptions): Part | null {
  if (!MEDIA_TYPE.test(mediaType)) {
    problems.invalid(param, `Invalid file in '${param}': its media type has to be like application/pdf.`);
    return null;
  }
  const mimeType = TEXT_TYPES.test(mediaType) ? "text/plain" : mediaType;
  if (data !== null) return { inlineData: { mimeType, data } };
  return url !== null && isFetched(url) ? { fileData: { mimeType, fileUri: url } } : refuseAddress(param, problems);
}
