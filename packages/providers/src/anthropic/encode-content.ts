import type { CacheMarker, ContentPart, FilePart, ImagePart } from "../chat/chat-request.ts";
import type { Problems } from "../chat/problems.ts";
import type { Block, CacheControl } from "./messages-body.ts";

const IMAGE_TYPES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

/** Content as blocks. Texts of white space alone are left out: Anthropic refuses them. */
export function encodeParts(parts: readonly ContentPart[], problems: Problems): Block[] {
  return parts.map((part) => encodePart(part, problems)).filter((block) => block !== null);
}

export function cacheControl(marker: CacheMarker | null): { cache_control?: CacheControl } {
  return marker === null ? {} : { cache_control: { type: "ephemeral", ...(marker.ttl && { ttl: marker.ttl }) } };
}

function encodePart(part: ContentPart, problems: Problems): Block | null {
  switch (part.type) {
    case "text":
      return part.text.trim() === "" ? null : { type: "text", text: part.text, ...cacheControl(part.cache) };
    case "image":
      return encodeImage(part, problems);
    case "file":
      return encodeFile(part, problems);
    case "audio":
      problems.unsupported(
        part.param,
        `Unsupported parameter: '${part.param}': this model's provider takes no audio. Send text, images or PDF files.`,
      );
      return null;
  }
}

function encodeImage({ mediaType, data, url, cache, param }: ImagePart, problems: Problems): Block | null {
  if (url !== null) return { type: "image", source: { type: "url", url }, ...cacheControl(cache) };
  if (mediaType !== null && IMAGE_TYPES.has(mediaType))
    return { type: "image", source: { type: "base64", media_type: mediaType, data }, ...cacheControl(cache) };
  problems.unsupported(
    param,
    `Unsupported image in '${param}': it is ${mediaType}, and this model's provider takes JPEG, PNG, GIF and WebP.`,
  );
  return null;
}

function encodeFile({ mediaType, data, url, filename, cache, param }: FilePart, problems: Problems): Block | null {
  const rest = { ...(filename && { title: filename }), ...cacheControl(cache) };
  if (mediaType === "application/pdf")
    return { type: "document", source: data === null ? { type: "url", url } : { type: "base64", media_type: mediaType, data }, ...rest };
  if (IMAGE_TYPES.has(mediaType))
    return {
      type: "image",
      source: data === null ? { type: "url", url } : { type: "base64", media_type: mediaType, data },
      ...cacheControl(cache),
    };
  if (data !== null && (mediaType.startsWith("text/") || mediaType === "application/json"))
    return {
      type: "document",
      source: { type: "text", media_type: "text/plain", data: Buffer.from(data, "base64").toString("utf8") },
      ...rest,
    };
  problems.unsupported(param, `Unsupported file in '${param}': it is ${mediaType}, and this model's provider takes PDF, text and images.`);
  return null;
}
