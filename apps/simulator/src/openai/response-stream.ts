import type { SseEvent, StreamAnswer } from "../http/answer.ts";
import { pieces } from "../mind/pieces.ts";
import { SERVER_ERROR } from "./failures.ts";
import { type OutputItem, outputText, type ResponsePlan, responseResource } from "./response-resource.ts";

/** An event of a response, before it is numbered. */
export interface ResponseEvent {
  readonly type: string;
  readonly delayMs?: number;
  readonly [field: string]: unknown;
}

/** A response as OpenAI streams it: named events, numbered from 0 (https://platform.openai.com/docs/api-reference/responses-streaming). */
export function streamResponse(plan: ResponsePlan, delayMs: number): StreamAnswer {
  return {
    kind: "stream",
    events: numbered(responseEvents(plan, delayMs)),
    failure: (sent) => [sse({ type: "error", code: "server_error", message: SERVER_ERROR.message, param: null }, sent)],
  };
}

function* numbered(events: Iterable<ResponseEvent>): Generator<SseEvent> {
  let number = 0;
  for (const event of events) {
    yield sse(event, number);
    number += 1;
  }
}

function sse({ delayMs, type, ...fields }: ResponseEvent, number: number): SseEvent {
  return { event: type, data: JSON.stringify({ type, sequence_number: number, ...fields }), ...(delayMs ? { delayMs } : {}) };
}

function* responseEvents(plan: ResponsePlan, delayMs: number): Generator<ResponseEvent> {
  yield { type: "response.created", response: responseResource(plan, false) };
  yield { type: "response.in_progress", response: responseResource(plan, false) };
  for (const [index, item] of plan.output.entries()) yield* itemEvents(item, index, delayMs);
  const response = responseResource(plan);
  yield { type: `response.${String(response["status"])}`, response };
}

function* itemEvents(item: OutputItem, index: number, delayMs: number): Generator<ResponseEvent> {
  const at = { item_id: item.id, output_index: index };
  yield { type: "response.output_item.added", output_index: index, item: begun(item) };
  if (item.type === "message") {
    const text = item.content[0]?.text ?? "";
    const inPart = { ...at, content_index: 0 };
    yield { type: "response.content_part.added", ...inPart, part: outputText("") };
    for (const delta of pieces(text)) yield { type: "response.output_text.delta", ...inPart, delta, logprobs: [], delayMs };
    yield { type: "response.output_text.done", ...inPart, text, logprobs: [] };
    yield { type: "response.content_part.done", ...inPart, part: outputText(text) };
  }
  if (item.type === "function_call") {
    for (const delta of pieces(item.arguments)) yield { type: "response.function_call_arguments.delta", ...at, delta, delayMs };
    yield { type: "response.function_call_arguments.done", ...at, name: item.name, arguments: item.arguments };
  }
  yield { type: "response.output_item.done", output_index: index, item };
}

function begun(item: OutputItem): OutputItem {
  if (item.type === "message") return { ...item, status: "in_progress", content: [] };
  return item.type === "function_call" ? { ...item, status: "in_progress", arguments: "" } : item;
}
