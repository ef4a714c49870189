import { type Fields, isObject } from "@sluice/definition/json";

/** A part of an answer, as far as a chat has words for it. */
export type AnswerPart =
  | { readonly kind: "text"; readonly text: string; readonly signature: string | null }
  | { readonly kind: "thought"; readonly text: string }
  | { readonly kind: "image"; readonly url: string; readonly signature: string | null }
  | { readonly kind: "call"; readonly call: Fields; readonly signature: string | null };

/** Null for what a chat has no word for: code that ran at the provider, tools of its own, kinds that are yet to come. */
export function readPart(part: unknown): AnswerPart | null {
  if (!isObject(part)) return null;
  const { text, thought, thoughtSignature, functionCall, inlineData } = part;
  const signature = typeof thoughtSignature === "string" && thoughtSignature !== "" ? thoughtSignature : null;
  if (isObject(functionCall)) return { kind: "call", call: functionCall, signature };
  if (thought === true) return typeof text === "string" ? { kind: "thought", text } : null;
  if (typeof text === "string") return { kind: "text", text, signature };
  const url = isObject(inlineData) ? imageUrl(inlineData) : null;
  if (url !== null) return { kind: "image", url, signature };
  return signature === null ? null : { kind: "text", text: "", signature };
}

/** An image that the model drew, as a data: URL. Other media are passed over. */
function imageUrl({ mimeType, data }: Fields): string | null {
  const isImage = typeof mimeType === "string" && /^image\/[\w.+-]+$/.test(mimeType) && typeof data === "string" && data !== "";
  return isImage ? `data:${mimeType};base64,${data}` : null;
}

/** The parts of a candidate; none when it has no content. */
export function partsOf(candidate: Fields): readonly unknown[] {
  const { content } = candidate;
  const parts = isObject(content) ? content["parts"] : null;
  return Array.isArray(parts) ? (parts as unknown[]) : [];
}
