import type { PolicyCall } from "../policy-call.ts";
import { countTokens } from "./count-tokens.ts";

/** What a provider puts around the definitions of tools; Anthropic says up to 530 (docs "Tool use", 2026). */
const TOOL_TOKENS = 600;
/** A picture at usual resolution: Anthropic 1,600, GPT-4o 1,445, Gemini 258 a tile. Longer documents and sounds are settled afterwards. */
const ATTACHMENT_TOKENS = 1_600;
/** Roles, names and separators around a message or a part. */
const MESSAGE_TOKENS = 10;
/** What a conversation begins and ends with. */
const CALL_TOKENS = 16;
/** OpenAI's models count as our tokenizer does, but for what stands around texts; others' tokenizers give up to half more for the same text. */
const MARGIN = { openAi: 1.1, other: 1.5 } as const;
const OPENAI_NAMES = /^(?:gpt-|chatgpt-|o\d|text-embedding-3)/;

/**
 * A bound of a prompt's tokens that costs nothing: a token is a byte at least, and JSON is longer than what it says.
 */
export function promptBound(call: PolicyCall): number {
  return call.bodyBytes + CALL_TOKENS + TOOL_TOKENS * Number(hasTools(call)) + ATTACHMENT_TOKENS * call.attachments;
}

/** A closer one, by counting texts: `most` + 1 when it is above that. Never above `promptBound`. */
export async function countPrompt(call: PolicyCall, most: number): Promise<number> {
  const bound = promptBound(call);
  if (call.kind === "other" || bound <= most) return bound;
  const texts = call.texts();
  const fixed =
    CALL_TOKENS + MESSAGE_TOKENS * (texts.length + messageCount(call)) + ATTACHMENT_TOKENS * call.attachments + givenTokens(call);
  const besides = fixed + TOOL_TOKENS * Number(hasTools(call));
  const margin = isOpenAi(call.model) ? MARGIN.openAi : MARGIN.other;
  const left = Math.floor((most - besides) / margin);
  if (left < 1) return Math.min(bound, most + 1);
  const counted = await countTokens(countedTexts(call, texts), left);
  return Math.min(bound, Math.ceil(counted * margin) + besides);
}

/** Texts, and what else a model reads as text: tools and the form that an answer is to have. */
function* countedTexts(call: PolicyCall, texts: ReturnType<PolicyCall["texts"]>): Generator<string> {
  for (const name of ["tools", "functions", "response_format", "text"]) {
    const value = call.parameter(name);
    if (value !== undefined && value !== null) yield JSON.stringify(value);
  }
  for (const { text } of texts) yield text;
}

function hasTools(call: PolicyCall): boolean {
  return Array.isArray(call.parameter("tools")) || Array.isArray(call.parameter("functions"));
}

function messageCount(call: PolicyCall): number {
  const messages = call.parameter(call.kind === "responses" ? "input" : "messages");
  return Array.isArray(messages) ? messages.length : 1;
}

/** Prompts and inputs may be given as tokens: lists of numbers, or lists of such lists. */
function givenTokens(call: PolicyCall): number {
  const input = call.parameter(call.kind === "completions" ? "prompt" : "input");
  if (!Array.isArray(input)) return 0;
  let tokens = 0;
  for (const item of input) tokens += typeof item === "number" ? 1 : Array.isArray(item) && typeof item[0] === "number" ? item.length : 0;
  return tokens;
}

function isOpenAi(model: string | null): boolean {
  return model !== null && OPENAI_NAMES.test(model.slice(model.indexOf(":") + 1));
}
