import { type AssistantTurn, arrangeTurns, type Turn, type UserTurn } from "../chat/arrange-turns.ts";
import type { AssistantMessage, ChatRequest } from "../chat/chat-request.ts";
import type { ToolNames } from "../chat/tool-names.ts";
import { type EncodeContentOptions, encodeParts } from "./encode-content.ts";
import { encodeResult } from "./encode-results.ts";
import type { Content, Part } from "./generate-content-body.ts";
import type { GeminiFeatures } from "./model-features.ts";
import { callSignature, messageSignature, STAND_IN_SIGNATURE } from "./thought-signatures.ts";

/** A call must come after something of the user's; a conversation that begins with the assistant is given this first turn. */
const OPENING = "(The conversation begins with the assistant.)";

export interface EncodeMessagesOptions extends EncodeContentOptions {
  readonly names: ToolNames;
  readonly features: GeminiFeatures;
}

export interface EncodedMessages {
  readonly system: Part[];
  readonly contents: Content[];
}

export function encodeMessages(request: ChatRequest, options: EncodeMessagesOptions): EncodedMessages {
  const { system, turns } = arrangeTurns(request);
  const contents = turns.map((turn) => encodeTurn(turn, options)).filter(({ parts }) => parts.length > 0);
  if (contents.length === 0)
    options.problems.invalid(
      "messages",
      "Invalid 'messages': there is no message with content. Give at least one whose 'content' is not empty.",
    );
  if (contents[0]?.role === "model") contents.unshift({ role: "user", parts: [{ text: OPENING }] });
  const instructions = encodeParts(system, options);
  if (options.features.systemInstruction || instructions.length === 0) return { system: instructions, contents };
  contents[0]?.parts.unshift(...instructions);
  return { system: [], contents };
}

function encodeTurn(turn: Turn, options: EncodeMessagesOptions): Content {
  return turn.role === "user"
    ? { role: "user", parts: encodeUser(turn, options) }
    : { role: "model", parts: encodeAssistant(turn, options) };
}

function encodeUser({ results, parts }: UserTurn, options: EncodeMessagesOptions): Part[] {
  const { mediaInResults } = options.features;
  const encoded = results.map((result) =>
    encodeResult(result, { ...options, name: options.names.toProvider(result.name), mediaInResults }),
  );
  return [...encoded.map(({ response }) => response), ...encoded.flatMap(({ beside }) => beside), ...encodeParts(parts, options)];
}

/**
 * The first call of a step carries its signature. A lost one gets the stand-in in earlier turns too, where it is not asked
 * for: what was sent once stays as it was, so that the provider's prompt cache holds.
 */
function encodeAssistant({ messages }: AssistantTurn, options: EncodeMessagesOptions): Part[] {
  const parts = messages.flatMap((message) => encodeAssistantMessage(message, options));
  const first = parts.find((part) => part.functionCall);
  if (first && options.features.wantsSignatures) first.thoughtSignature ??= STAND_IN_SIGNATURE;
  return parts;
}

function encodeAssistantMessage(message: AssistantMessage, options: EncodeMessagesOptions): Part[] {
  const texts = encodeParts(message.parts, options);
  const signature = messageSignature(message);
  if (signature !== null) {
    const last = texts.at(-1);
    if (last) last.thoughtSignature = signature;
    else texts.push({ text: "", thoughtSignature: signature });
  }
  const calls = message.toolCalls.map((call): Part => {
    const functionCall = { id: call.id, name: options.names.toProvider(call.name), args: call.arguments };
    const own = callSignature(call);
    return own === null ? { functionCall } : { functionCall, thoughtSignature: own };
  });
  return [...texts, ...calls];
}
