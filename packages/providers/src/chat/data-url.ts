export interface DataUrl {
  /** Lower case, without parameters: `image/png`. */
  readonly mediaType: string;
  /** Base64 of the standard alphabet, padded; never empty. */
  readonly data: string;
}

const HEAD = /^data:([^,;]*)((?:;[^,;]*)*),/i;
/** A head is a media type and a few parameters: the search for its comma ends here. */
const LONGEST_HEAD = 256;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

export function isDataUrl(url: string): boolean {
  return /^data:/i.test(url);
}

/** A `data:` URL (RFC 2397) taken apart; null when it is none, is empty, or its base64 is broken. */
export function parseDataUrl(url: string): DataUrl | null {
  const head = HEAD.exec(url.slice(0, LONGEST_HEAD));
  if (head === null) return null;
  const mediaType = (head[1] ?? "").trim().toLowerCase() || "text/plain";
  const payload = url.slice(head[0].length);
  const data = /;\s*base64\s*$/i.test(head[2] ?? "") ? normaliseBase64(payload) : encodePercent(payload);
  return data === null ? null : { mediaType: mediaTypeOf(data) ?? alias(mediaType), data };
}

/**
 * Base64 as every provider takes it: standard alphabet, padded, without white space. Null when it is no base64 or empty.
 * Clients send the url-safe alphabet and line breaks (RFC 2045) too.
 */
export function normaliseBase64(text: string): string | null {
  const clean = BASE64.test(text) ? text : decodePercent(text)?.replace(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/");
  if (!clean || !BASE64.test(clean)) return null;
  const bare = clean.replace(/=+$/, "");
  const over = bare.length % 4;
  if (over === 1) return null;
  return over === 0 ? bare : bare + "=".repeat(4 - over);
}

/** What the first bytes say the data is. Clients often name the wrong image type, and providers refuse the contradiction. */
export function mediaTypeOf(base64: string): string | null {
  const head = Buffer.from(base64.slice(0, 24), "base64").toString("latin1");
  if (head.startsWith("\x89PNG")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("GIF8")) return "image/gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  if (head.startsWith("%PDF-")) return "application/pdf";
  return null;
}

function alias(mediaType: string): string {
  if (mediaType === "image/jpg" || mediaType === "image/pjpeg") return "image/jpeg";
  return mediaType === "application/x-pdf" ? "application/pdf" : mediaType;
}

function encodePercent(payload: string): string | null {
  const text = decodePercent(payload);
  return text ? Buffer.from(text, "utf8").toString("base64") : null;
}

function decodePercent(text: string): string | null {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
