import { isObject, type Json } from "../json.ts";
import type { Choice, Tally } from "./chat-plan.ts";
import type { SimulatedModel } from "./models.ts";

/** A response, decided in full before a byte is written. */
export interface ResponsePlan {
  readonly id: string;
  /** What the ids of its items are made of. */
  readonly seed: string;
  readonly createdAt: number;
  readonly body: Json;
  readonly model: SimulatedModel;
  readonly choice: Choice;
  readonly tally: Tally;
  readonly output: readonly OutputItem[];
}

export type OutputItem =
  | { readonly type: "reasoning"; readonly id: string; readonly summary: readonly [] }
  | {
      readonly type: "message";
      readonly id: string;
      readonly status: string;
      readonly role: "assistant";
      readonly content: readonly OutputText[];
    }
  | {
      readonly type: "function_call";
      readonly id: string;
      readonly status: string;
      readonly call_id: string;
      readonly name: string;
      readonly arguments: string;
    };

export interface OutputText {
  readonly type: "output_text";
  readonly text: string;
  readonly annotations: readonly [];
  readonly logprobs: readonly [];
}

/** The response object: finished, or (for a stream's first events) in progress with nothing in it. */
export function responseResource(plan: ResponsePlan, isFinished = true): Json {
  const { body, choice } = plan;
  const isCut = choice.finish === "length";
  const showsUsage = isFinished && plan.model.behaviour.kind !== "usage-none";
  return {
    id: plan.id,
    object: "response",
    created_at: plan.createdAt,
    status: isFinished ? (isCut ? "incomplete" : "completed") : "in_progress",
    background: false,
    completed_at: isFinished && !isCut ? plan.createdAt : null,
    error: null,
    incomplete_details: isFinished && isCut ? { reason: "max_output_tokens" } : null,
    ...asked(body, plan.model),
    model: plan.model.snapshot,
    output: isFinished ? plan.output : [],
    service_tier: "default",
    usage: showsUsage ? responseUsage(plan.tally) : null,
  };
}

/** What the request asked for, told back with OpenAI's defaults. */
function asked(body: Json, model: SimulatedModel): Json {
  const text = isObject(body["text"]) ? body["text"] : {};
  const reasoning = isObject(body["reasoning"]) ? body["reasoning"] : {};
  return {
    instructions: body["instructions"] ?? null,
    max_output_tokens: body["max_output_tokens"] ?? null,
    max_tool_calls: body["max_tool_calls"] ?? null,
    metadata: body["metadata"] ?? {},
    parallel_tool_calls: body["parallel_tool_calls"] ?? true,
    previous_response_id: body["previous_response_id"] ?? null,
    reasoning: { effort: reasoning["effort"] ?? (model.reasons ? "medium" : null), summary: null },
    safety_identifier: body["safety_identifier"] ?? null,
    store: body["store"] ?? true,
    temperature: body["temperature"] ?? 1,
    text: { format: text["format"] ?? { type: "text" }, verbosity: text["verbosity"] ?? "medium" },
    tool_choice: body["tool_choice"] ?? "auto",
    tools: body["tools"] ?? [],
    top_logprobs: 0,
    top_p: body["top_p"] ?? 1,
    truncation: body["truncation"] ?? "disabled",
  };
}

/** What the model put out: its reasoning (never shown), then words or calls. */
export function outputItems({ seed, model, choice }: Omit<ResponsePlan, "output">): readonly OutputItem[] {
  const reasoning = model.reasons ? [{ type: "reasoning", id: `rs_${seed}`, summary: [] } as const] : [];
  if (choice.calls.length === 0) {
    const status = choice.finish === "length" ? "incomplete" : "completed";
    return [...reasoning, { type: "message", id: `msg_${seed}`, status, role: "assistant", content: [outputText(choice.text ?? "")] }];
  }
  const calls = choice.calls.map(
    ({ id, name, arguments: args }, index) =>
      ({ type: "function_call", id: `fc_${seed}${index}`, status: "completed", call_id: id, name, arguments: args }) as const,
  );
  return [...reasoning, ...calls];
}

export function outputText(text: string): OutputText {
  return { type: "output_text", text, annotations: [], logprobs: [] };
}

function responseUsage({ prompt, cached, completion, reasoning }: Tally) {
  return {
    input_tokens: prompt,
    input_tokens_details: { cached_tokens: cached, cache_write_tokens: 0 },
    output_tokens: completion,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: prompt + completion,
  };
}
