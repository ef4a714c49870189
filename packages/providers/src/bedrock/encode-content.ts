import type { AudioPart, ContentPart, FilePart, ImagePart } from "../chat/chat-request.ts";
import type { Problems } from "../chat/problems.ts";
import { cachePoint } from "./cache-points.ts";
import type { Block } from "./converse-body.ts";
import type { DocumentNames } from "./document-names.ts";
import type { BedrockFeatures } from "./model-features.ts";

export interface EncodeContentOptions {
  readonly features: BedrockFeatures;
  readonly documents: DocumentNames;
  readonly problems: Problems;
}

const IMAGE_FORMATS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpeg",
  "image/gif": "gif",
  "image/webp": "webp",
};

const DOCUMENT_FORMATS: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "text/csv": "csv",
  "text/html": "html",
  "text/markdown": "md",
  "application/msword": "doc",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.ms-excel": "xls",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/json": "txt",
  "application/xml": "txt",
};

const AUDIO_FORMATS = new Set(["mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "m4a", "mpeg", "mpga", "pcm", "webm"]);

/** Content as blocks, each with its cache point behind it. Texts of white space alone are left out: Bedrock refuses them. */
export function encodeParts(parts: readonly ContentPart[], options: EncodeContentOptions): Block[] {
  return parts.flatMap((part) => {
    const block = encodePart(part, options);
    return block === null ? [] : [block, ...cachePoint(part.cache, options.features)];
  });
}

function encodePart(part: ContentPart, options: EncodeContentOptions): Block | null {
  switch (part.type) {
    case "text":
      return part.text.trim() === "" ? null : { text: part.text };
    case "image":
      return encodeImage(part, options.problems);
    case "file":
      return encodeFile(part, options);
    case "audio":
      return encodeAudio(part, options);
  }
}

function encodeImage({ mediaType, data, url, param }: ImagePart, problems: Problems): Block | null {
  const format = formatOf(IMAGE_FORMATS, mediaType);
  if (data !== null && format !== undefined) return { image: { format, source: { bytes: data } } };
  problems.unsupported(
    param,
    url === null
      ? `Unsupported image in '${param}': it is ${mediaType}, and this model's provider takes JPEG, PNG, GIF and WebP.`
      : `Unsupported image in '${param}': this model's provider does not fetch images from a URL. Send the image as a data: URL.`,
  );
  return null;
}

function encodeFile({ mediaType, data, filename, param }: FilePart, { documents, problems }: EncodeContentOptions): Block | null {
  if (data === null) {
    problems.unsupported(
      param,
      `Unsupported file in '${param}': this model's provider does not fetch files from a URL. Send the file as a data: URL.`,
    );
    return null;
  }
  const image = formatOf(IMAGE_FORMATS, mediaType);
  if (image !== undefined) return { image: { format: image, source: { bytes: data } } };
  const format = formatOf(DOCUMENT_FORMATS, mediaType) ?? (mediaType.startsWith("text/") ? "txt" : undefined);
  if (format !== undefined) return { document: { format, name: documents.nameFor(filename), source: { bytes: data } } };
  problems.unsupported(
    param,
    `Unsupported file in '${param}': it is ${mediaType}, and this model's provider takes PDF, Word, Excel, CSV, HTML, text and images.`,
  );
  return null;
}

function encodeAudio({ format, data, param }: AudioPart, { features, problems }: EncodeContentOptions): Block | null {
  if (features.audio && AUDIO_FORMATS.has(format)) return { audio: { format, source: { bytes: data } } };
  problems.unsupported(
    param,
    features.audio
      ? `Unsupported audio in '${param}': it is '${format.slice(0, 20)}', which this model's provider does not take.`
      : `Unsupported parameter: '${param}': this model takes no audio. Send text, images or documents.`,
  );
  return null;
}

function formatOf(formats: Readonly<Record<string, string>>, mediaType: string | null): string | undefined {
  return mediaType !== null && Object.hasOwn(formats, mediaType) ? formats[mediaType] : undefined;
}
