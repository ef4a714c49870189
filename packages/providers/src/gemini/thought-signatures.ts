import { type Fields, isObject } from "@sluice/definition/json";
import type { AssistantMessage, RequestToolCall } from "../chat/chat-request.ts";

/**
 * Gemini 3 refuses a function call that comes back without the signature of the thoughts behind it. What Google documents for
 * calls that no Gemini has made (https://ai.google.dev/gemini-api/docs/thought-signatures, FAQ).
 */
export const STAND_IN_SIGNATURE = "skip_thought_signature_validator";

/** Says whose seal it is. */
const SEAL = "gemini";
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** A call's signature as it is sealed in the call's id. */
export function sealSignature(signature: string): unknown {
  return [SEAL, signature];
}

/** Google's own field for OpenAI clients, on tool calls and on messages. */
export function signatureExtra(signature: string): Fields {
  return { google: { thought_signature: signature } };
}

/** A call's signature, from wherever the client kept it; null when it was lost or never was. */
export function callSignature({ extra, sealed }: Pick<RequestToolCall, "extra" | "sealed">): string | null {
  const isOurs = Array.isArray(sealed) && sealed[0] === SEAL;
  return signatureIn(extra) ?? (isOurs ? valid(sealed[1]) : null);
}

/** The signature of what a message says. */
export function messageSignature({ extra }: Pick<AssistantMessage, "extra">): string | null {
  return signatureIn(extra);
}

function signatureIn(extra: Fields | null): string | null {
  const google = extra?.["google"];
  return isObject(google) ? valid(google["thought_signature"]) : null;
}

/** What is no base64 would have the whole request refused. */
function valid(signature: unknown): string | null {
  return typeof signature === "string" && BASE64.test(signature) ? signature : null;
}
