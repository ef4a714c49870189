import type { ContentLeg } from "@sluice/definition/contents";
import { isCredentialHeader } from "@sluice/definition/secret-sites";
import type { CapturedLeg } from "./content-capture.ts";
import { maskCutJson, maskJson } from "./mask-json.ts";
import { maskStream } from "./mask-stream.ts";
import { HIDDEN } from "./mask-text.ts";

export interface LegRules {
  readonly headers: boolean;
  readonly payload: boolean;
  /** Lower case: headers in which this API's plans take keys. */
  readonly keyHeaders: readonly string[];
  readonly mask: (text: string) => string;
  /** Of the body that is stored. */
  readonly mostBytes: number;
}

/** Texts that people read. Anything else is counted, not kept. */
const TEXTUAL = /^\s*(?:text\/|application\/(?:[\w.+-]*\+)?json|application\/(?:x-ndjson|jsonl|xml))/i;

const EVENTS = /^\s*text\/event-stream/i;

/** A way as it is stored: credentials hidden, secrets masked, no longer than it may be. */
export async function writeLeg(leg: CapturedLeg, rules: LegRules): Promise<ContentLeg> {
  const { side, phase, status } = leg;
  const headers = rules.headers ? leg.headers.map(([name, value]) => [name, maskHeader(name, value, rules)] as [string, string]) : null;
  const start = { side, phase, status, headers, bodyBytes: leg.body.passed, body: null, truncated: false };
  if (!rules.payload) return { ...start, omitted: null };
  const type = contentType(leg);
  const omitted = leg.omitted ?? whyOmitted(leg, type);
  if (omitted !== null) return { ...start, omitted };
  const masked = await maskBody(leg, type, rules.mask);
  const body = cut(masked, rules.mostBytes);
  return { ...start, body, truncated: body.length < masked.length || leg.body.passed > leg.body.held, omitted: null };
}

/** JSON is what a request has that names no type. */
function contentType({ headers, phase }: CapturedLeg): string {
  const found = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return found ?? (phase === "request" ? "application/json" : "");
}

function maskHeader(name: string, value: string, { keyHeaders, mask }: LegRules): string {
  return isCredentialHeader(name) || keyHeaders.includes(name.toLowerCase()) ? HIDDEN : mask(value);
}

function whyOmitted({ body, kind }: CapturedLeg, type: string): ContentLeg["omitted"] {
  if (body.passed === 0) return null;
  if (!TEXTUAL.test(type)) return "binary";
  return EVENTS.test(type) && kind === null ? "unmasked" : null;
}

async function maskBody({ body, kind }: CapturedLeg, type: string, mask: LegRules["mask"]): Promise<string> {
  const text = body.bytes().toString();
  if (EVENTS.test(type) && kind !== null) return maskStream(text, kind, mask);
  return maskJson(text, mask) ?? maskCutJson(text, mask);
}

function cut(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  // A character that was cut in the middle is left out.
  return Buffer.from(text)
    .subarray(0, mostBytes)
    .toString()
    .replace(/\uFFFD+$/, "");
}
