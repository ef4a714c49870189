import type { Denial } from "@sluice/wire/denial";
import type { ChatRequest } from "../chat/chat-request.ts";
import { Problems } from "../chat/problems.ts";
import type { ChatCall, UpstreamRequest } from "../chat-adapter.ts";
import type { OpenAiDialect } from "./dialect.ts";
import { encodeMessages } from "./encode-messages.ts";

/** Models that think, and take how hard. Others refuse to be told (https://platform.openai.com/docs/guides/reasoning). */
const REASONING_MODEL = /(?:^|[/.])(?:o[1-9]|gpt-(?:[5-9]|oss)|grok-(?:3-mini|[4-9])|deepseek-(?:r|reasoner))/i;
/** Budgets in tokens as OpenAI's words; the thresholds lie between what clients commonly ask for. */
const LOW_BUDGET = 4_096;
const MEDIUM_BUDGET = 16_384;
/** Of `user` and `safety_identifier`. */
const LONGEST_USER = 64;
const NO_WORD = ["cache_control", "thinking", "reasoning", "top_k"] as const;

/** The request in OpenAI's own words, without what only other providers know. */
export function encodeChatRequest({ request, model, stream }: ChatCall, dialect: OpenAiDialect): UpstreamRequest | Denial {
  const problems = new Problems();
  const body: Record<string, unknown> = { ...request.given, model };
  const dropped: string[] = [];
  const drop = (name: string) => {
    if (Object.hasOwn(body, name)) dropped.push(name);
    delete body[name];
  };
  body["messages"] = encodeMessages(request.given["messages"], { dialect, problems });
  if (problems.first) return problems.first;
  for (const name of NO_WORD) if (name === "top_k" ? dialect === "openai" : Object.hasOwn(body, name)) drop(name);
  setEffort(request, { body, model, dropped });
  if (typeof body["user"] === "string" && body["user"].length > LONGEST_USER) drop("user");
  setMaxTokens(body, dialect);
  if (Array.isArray(body["tools"])) body["tools"] = body["tools"].map(withoutMarker);
  if (stream) Object.assign(body, { stream: true, stream_options: { include_usage: true } });
  return {
    method: "POST",
    path: "/chat/completions",
    headers: ["content-type", "application/json"],
    body: JSON.stringify(body),
    // A marker of what to keep asks for nothing that OpenAI would not do by itself; thoughts are said by their effort.
    dropped: dropped.filter((name) => name !== "cache_control" && !(name === "thinking" && Object.hasOwn(body, "reasoning_effort"))),
    lost: [],
  };
}

interface Encoding {
  readonly body: Record<string, unknown>;
  readonly model: string;
  readonly dropped: string[];
}

function setEffort(request: ChatRequest, { body, model, dropped }: Encoding): void {
  const effort = request.reasoningEffort ?? effortOf(request.thinking);
  delete body["reasoning_effort"];
  if (effort === null) return;
  if (REASONING_MODEL.test(model)) body["reasoning_effort"] = effort === "max" ? "xhigh" : effort;
  else if (request.reasoningEffort !== null) dropped.push("reasoning_effort");
}

function effortOf(thinking: ChatRequest["thinking"]): string | null {
  if (thinking?.type !== "enabled") return null;
  const budget = thinking.budgetTokens ?? MEDIUM_BUDGET;
  return budget < LOW_BUDGET ? "low" : budget < MEDIUM_BUDGET ? "medium" : "high";
}

/** OpenAI's newer models refuse the old name, older servers do not know the new one. */
function setMaxTokens(body: Record<string, unknown>, dialect: OpenAiDialect): void {
  const most = body["max_completion_tokens"] ?? body["max_tokens"];
  delete body["max_completion_tokens"];
  delete body["max_tokens"];
  if (most !== undefined) body[dialect === "openai" ? "max_completion_tokens" : "max_tokens"] = most;
}

function withoutMarker(tool: unknown): unknown {
  if (typeof tool !== "object" || tool === null) return tool;
  const { cache_control: _, ...rest } = tool as Record<string, unknown>;
  return rest;
}
