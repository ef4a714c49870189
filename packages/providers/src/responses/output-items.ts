import type { AnswerImage } from "@sluice/wire/chat";

export type ItemStatus = "in_progress" | "completed" | "incomplete";

/** What an answer consists of, in the Responses API's words. Ids are made of the request's, so that they are found in the logs. */
export function messageItem(id: string, content: readonly object[], status: ItemStatus = "completed"): object {
  return { id, type: "message", status, role: "assistant", content };
}

export function textPart(text: string): object {
  return { type: "output_text", annotations: [], logprobs: [], text };
}

export function refusalPart(refusal: string): object {
  return { type: "refusal", refusal };
}

/** Thoughts are shown as a summary, which is what OpenAI shows of its own. */
export function reasoningItem(id: string, text: string | null): object {
  return { id, type: "reasoning", summary: text === null ? [] : [summaryPart(text)] };
}

export function summaryPart(text: string): object {
  return { type: "summary_text", text };
}

export interface CalledFunction {
  readonly callId: string;
  readonly name: string;
  readonly arguments: string;
}

export function functionCallItem(id: string, call: CalledFunction, status: ItemStatus = "completed"): object {
  return { id, type: "function_call", status, arguments: call.arguments, call_id: call.callId, name: call.name };
}

/** `result` is base64 without the data: URL around it. */
export function imageItem(id: string, { image_url }: AnswerImage): object {
  return { id, type: "image_generation_call", status: "completed", result: image_url.url.replace(/^data:[^,]*,/, "") };
}

const PREFIXES = { message: "msg", reasoning: "rs", call: "fc", image: "ig" } as const;

/** `msg_<request>_<n>`. */
export function itemId(kind: keyof typeof PREFIXES, requestId: string, index: number): string {
  return `${PREFIXES[kind]}_${requestId.replace(/^req_/, "")}_${index}`;
}
