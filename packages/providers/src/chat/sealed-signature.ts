import { deflateRawSync, inflateRawSync } from "node:zlib";

/**
 * An OpenAI client sends a tool call's id back and drops what it does not know. What a provider wants back with the call
 * (a signature of its thoughts) therefore travels in the id: `call_abc~1<base64url>`. `~` stands in no provider's own ids.
 * The character after it says how the JSON is packed: 0 as it is, 1 deflated.
 */
const SEPARATOR = "~";
const PLAIN = "0";
const DEFLATED = "1";
/** An id is repeated with each later request: beyond this it would weigh more than what it saves. */
const LONGEST_SEALED = 16_384;
/** What an id may unpack to: compressed thinking text is rarely a tenth of its size. */
const LONGEST_OPENED = 262_144;

/** Id with `payload` (JSON) sealed in it, or null when it would be too long. */
export function sealToolCallId(id: string, payload: unknown): string | null {
  const json = Buffer.from(JSON.stringify(payload), "utf8");
  if (json.length > LONGEST_OPENED) return null;
  const deflated = deflateRawSync(json);
  const packed = deflated.length < json.length ? DEFLATED + deflated.toString("base64url") : PLAIN + json.toString("base64url");
  return packed.length > LONGEST_SEALED ? null : id + SEPARATOR + packed;
}

export interface OpenedId {
  readonly id: string;
  /** Null when nothing was sealed. */
  readonly sealed: unknown;
}

/** Takes a sealed id apart. An id that is not ours, or was cut, comes back as it is. */
export function openToolCallId(id: string): OpenedId {
  const at = id.lastIndexOf(SEPARATOR);
  if (at < 1 || id.length - at > LONGEST_SEALED + 1) return { id, sealed: null };
  const bytes = Buffer.from(id.slice(at + 2), "base64url");
  try {
    const json = unpack(id[at + 1], bytes);
    return json === null ? { id, sealed: null } : { id: id.slice(0, at), sealed: JSON.parse(json) };
  } catch {
    return { id, sealed: null };
  }
}

function unpack(kind: string | undefined, bytes: Buffer): string | null {
  if (kind === PLAIN) return bytes.toString("utf8");
  return kind === DEFLATED ? inflateRawSync(bytes, { maxOutputLength: LONGEST_OPENED }).toString("utf8") : null;
}
