import { type Fields, isObject } from "@sluice/definition/json";
import type { AnswerImage, ChatCompletion } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { type AnswerToolCall, writeCompletion } from "../chat/completion-writer.ts";
import { isTooDeepAnswer } from "../chat/nesting.ts";
import type { ToolNames } from "../chat/tool-names.ts";
import type { ChatCall, DecodedCompletion } from "../chat-adapter.ts";
import { ANSWER_TOOL, answerText } from "./answer-format.ts";
import { decodeErrorEvent, errorObjectIn } from "./decode-error.ts";
import { failureOf, finishReason } from "./finish-reason.ts";
import { readLogprobs } from "./logprobs.ts";
import { blockOf } from "./prompt-block.ts";
import { partsOf, readPart } from "./read-part.ts";
import { sealSignature, signatureExtra } from "./thought-signatures.ts";
import { toolCallId } from "./tool-call-id.ts";
import { mapGeminiToolNames } from "./tool-names.ts";
import { UsageReader } from "./usage.ts";

type Choice = ChatCompletion["choices"][number];

/** A whole answer of Gemini's as a chat completion; a denial when it is none. */
export function decodeCompletion(body: Buffer, call: ChatCall): DecodedCompletion | Denial {
  const answer = parse(body);
  if (errorObjectIn(answer) !== null) return decodeErrorEvent(answer);
  if (!isObject(answer)) return notAnAnswer("it is not a JSON object");
  if (isTooDeepAnswer(answer, body.length)) return notAnAnswer("it is nested too deeply");
  const reader = new UsageReader();
  reader.read(answer["usageMetadata"]);
  const { usage } = reader;
  const { modelVersion } = answer;
  const context = {
    call,
    names: mapGeminiToolNames(call.request.tools),
    model: typeof modelVersion === "string" ? modelVersion : null,
    usage,
  };
  const candidates = Array.isArray(answer["candidates"]) ? (answer["candidates"] as unknown[]).filter(isObject) : [];
  if (candidates.length === 0) {
    const refusal = blockOf(answer["promptFeedback"]);
    if (refusal === null) return notAnAnswer("it has no candidates");
    return { completion: writeCompletion(call, { model: context.model, text: "", refusal, finish: "content_filter", usage }), usage };
  }
  const choices: Choice[] = [];
  let whole: ChatCompletion | null = null;
  for (const [index, candidate] of candidates.entries()) {
    const completion = decodeCandidate(candidate, { ...context, index });
    if (completion instanceof Denial) return completion;
    whole ??= completion;
    const logprobs = readLogprobs(candidate["logprobsResult"]);
    for (const choice of completion.choices) choices.push({ ...choice, index, logprobs });
  }
  return whole === null ? notAnAnswer("it has no candidates") : { completion: { ...whole, choices }, usage };
}

function notAnAnswer(why: string): Denial {
  return new Denial("upstream_error", `The provider's answer could not be understood: ${why}.`);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

/** What proto3 leaves out: fine for an answer with content, but none without. */
const UNSAID = "FINISH_REASON_UNSPECIFIED";

interface CandidateContext {
  readonly call: ChatCall;
  readonly index: number;
  readonly names: ToolNames;
  readonly model: string | null;
  readonly usage: DecodedCompletion["usage"];
}

function decodeCandidate(candidate: Fields, context: CandidateContext): ChatCompletion | Denial {
  const said = readParts(candidate, context);
  const reason = typeof candidate["finishReason"] === "string" ? candidate["finishReason"] : UNSAID;
  const failure = failureOf(reason, said.text !== "" || said.answer !== null || said.toolCalls.length > 0 || said.images.length > 0);
  if (failure !== null) return new Denial("upstream_error", failure, { detail: `Gemini: finish reason ${reason.slice(0, 60)}` });
  return writeCompletion(context.call, {
    model: context.model,
    text: said.answer !== null && said.toolCalls.length === 0 ? said.answer : said.text,
    reasoning: said.reasoning,
    images: said.images,
    toolCalls: said.toolCalls,
    extra: said.signature === null ? null : signatureExtra(said.signature),
    finish: finishReason(reason),
    usage: context.usage,
  });
}

interface Said {
  text: string;
  reasoning: string;
  /** The last signature of a text. */
  signature: string | null;
  /** The JSON of a format that was asked for by a function. */
  answer: string | null;
  readonly images: AnswerImage[];
  readonly toolCalls: AnswerToolCall[];
}

function readParts(candidate: Fields, { call, index, names }: CandidateContext): Said {
  const said: Said = { text: "", reasoning: "", signature: null, answer: null, images: [], toolCalls: [] };
  for (const value of partsOf(candidate)) {
    const part = readPart(value);
    if (part?.kind === "text") {
      said.text += part.text;
      said.signature = part.signature ?? said.signature;
    } else if (part?.kind === "image") {
      said.images.push({ type: "image_url", index: said.images.length, image_url: { url: part.url } });
      said.signature = part.signature ?? said.signature;
    } else if (part?.kind === "thought") said.reasoning += part.text;
    else if (part?.kind === "call" && typeof part.call["name"] === "string" && part.call["name"] !== "") {
      const { id: given, name, args } = part.call;
      if (name === ANSWER_TOOL) {
        said.answer ??= answerText(args);
        continue;
      }
      const id = toolCallId(call, { given, candidate: index, nth: said.toolCalls.length });
      const tool = { id, name: names.toClient(name as string), arguments: isObject(args) ? args : {} };
      const { signature } = part;
      said.toolCalls.push(signature === null ? tool : { ...tool, sealed: sealSignature(signature), extra: signatureExtra(signature) });
    }
  }
  return said;
}
