import { isObject } from "@sluice/definition/json";
import { type ChatMessage, usageToOpenAi } from "@sluice/wire/chat";
import type { TokenUsage } from "@sluice/wire/usage";
import type { AnswerContext, WholeAnswer } from "../inbound-format.ts";
import { functionCallItem, imageItem, itemId, messageItem, reasoningItem, refusalPart, textPart } from "./output-items.ts";

/** A whole chat answer as a response. */
export function writeWholeResponse({ completion, usage }: WholeAnswer, context: AnswerContext): object {
  const [choice] = completion.choices;
  const finish = choice?.finish_reason ?? "stop";
  const output = choice ? writeOutput(choice.message, { requestId: context.requestId, isCut: cutReason(finish) !== null }) : [];
  return writeResponse(context, { model: completion.model, output, finish, usage });
}

export interface ResponseState {
  readonly model: string;
  readonly output: readonly object[];
  /** Null while the answer is under way. */
  readonly finish: string | null;
  readonly usage: TokenUsage | null;
}

const CUT: Readonly<Record<string, string>> = { length: "max_output_tokens", content_filter: "content_filter" };

/** Why an answer with this finish reason is incomplete; null when it is whole. */
export function cutReason(finish: string | null): string | null {
  return finish !== null && Object.hasOwn(CUT, finish) ? (CUT[finish] ?? null) : null;
}

/** The response object with the request's settings in it. Nothing is stored, whatever `store` asked for. */
export function writeResponse({ requestId, createdSeconds, body }: AnswerContext, state: ResponseState): object {
  const { model, output, finish, usage } = state;
  const reason = cutReason(finish);
  const reasoning = isObject(body["reasoning"]) ? body["reasoning"] : {};
  const given = (name: string, otherwise: unknown): unknown => body[name] ?? otherwise;
  return {
    id: `resp_${requestId.replace(/^req_/, "")}`,
    object: "response",
    created_at: createdSeconds,
    status: finish === null ? "in_progress" : reason === null ? "completed" : "incomplete",
    background: false,
    error: null,
    incomplete_details: reason === null ? null : { reason },
    instructions: given("instructions", null),
    max_output_tokens: given("max_output_tokens", null),
    max_tool_calls: null,
    model,
    output,
    parallel_tool_calls: given("parallel_tool_calls", true),
    previous_response_id: null,
    reasoning: { effort: reasoning["effort"] ?? null, summary: reasoning["summary"] ?? null },
    service_tier: given("service_tier", "default"),
    store: false,
    temperature: given("temperature", 1),
    text: given("text", { format: { type: "text" } }),
    tool_choice: given("tool_choice", "auto"),
    tools: given("tools", []),
    top_logprobs: 0,
    top_p: given("top_p", 1),
    truncation: "disabled",
    usage: usage === null ? null : writeUsage(usage),
    user: given("user", null),
    metadata: given("metadata", {}),
  };
}

function writeUsage(usage: TokenUsage): object {
  const { prompt_tokens, completion_tokens, total_tokens, ...details } = usageToOpenAi(usage);
  return {
    input_tokens: prompt_tokens,
    input_tokens_details: { cached_tokens: details.prompt_tokens_details.cached_tokens },
    output_tokens: completion_tokens,
    output_tokens_details: { reasoning_tokens: details.completion_tokens_details.reasoning_tokens },
    total_tokens,
  };
}

/** What was cut off is the last item. */
function writeOutput(message: ChatMessage, { requestId, isCut }: { readonly requestId: string; readonly isCut: boolean }): object[] {
  const items: object[] = [];
  const { reasoning_content: reasoning, content, refusal, images = [], tool_calls: calls = [] } = message;
  if (reasoning) items.push(reasoningItem(itemId("reasoning", requestId, items.length), reasoning));
  const parts = [...(content ? [textPart(content)] : []), ...(refusal ? [refusalPart(refusal)] : [])];
  const isEmpty = parts.length === 0 && calls.length === 0 && images.length === 0;
  const isLast = calls.length === 0 && images.length === 0;
  if (parts.length > 0 || isEmpty) {
    const status = isCut && isLast ? "incomplete" : "completed";
    items.push(messageItem(itemId("message", requestId, items.length), isEmpty ? [textPart("")] : parts, status));
  }
  for (const image of images) items.push(imageItem(itemId("image", requestId, items.length), image));
  for (const [nth, { id, function: called }] of calls.entries()) {
    const call = { callId: id, name: called.name, arguments: called.arguments };
    const status = isCut && nth === calls.length - 1 ? "incomplete" : "completed";
    items.push(functionCallItem(itemId("call", requestId, items.length), call, status));
  }
  return items;
}
