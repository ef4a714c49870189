import { Denial } from "@sluice/wire/denial";
import { callOf } from "../../chat/testing/chat-call.ts";
import { type EncodedGenerateContent, encodeGenerateContent } from "../encode-request.ts";

export const MODEL = "gemini-3-pro-preview";

/** A request that is known to be translated. */
export function encode(body: Readonly<Record<string, unknown>>, model = MODEL): EncodedGenerateContent {
  const encoded = encodeGenerateContent(callOf(body, model));
  if (encoded instanceof Denial) throw new Error(encoded.message);
  return encoded;
}

export function bodyOf(body: Readonly<Record<string, unknown>>, model = MODEL): EncodedGenerateContent["body"] {
  return encode(body, model).body;
}

/** A request that is known to be refused. */
export function refusal(body: Readonly<Record<string, unknown>>, model = MODEL): Denial {
  const encoded = encodeGenerateContent(callOf(body, model));
  if (!(encoded instanceof Denial)) throw new Error("It was translated.");
  return encoded;
}

export function tool(name: string, parameters?: unknown, more: Readonly<Record<string, unknown>> = {}): unknown {
  return { type: "function", function: { name, ...(parameters ? { parameters } : {}), ...more } };
}

export function called(id: string, name: string, args = "{}"): unknown {
  return { id, type: "function", function: { name, arguments: args } };
}
