import type { ExpressionContext, LlmView, RequestView } from "../context.ts";

export interface Sample {
  readonly request?: Partial<RequestView>;
  readonly llm?: Partial<LlmView> | null;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly subscription?: ExpressionContext["subscription"];
  readonly response?: ExpressionContext["response"];
}

const BODY = {
  model: "gpt-4o",
  messages: [
    { role: "system", content: "Be kind." },
    { role: "user", content: "What is a sluice?" },
  ],
  n: 2,
};

/** A call as the gateway would show it. A body that is given as an object is shown as text and parsed. */
export function sampleContext({ request, llm, attributes = {}, ...roots }: Sample = {}): ExpressionContext {
  const chat: RequestView = {
    id: "req-1",
    method: "POST",
    path: "/ai/chat/completions",
    contextPath: "/ai",
    pathInfo: "/chat/completions",
    headers: { "x-tier": "gold", "x-list": ["a", "b"], "x-limit": "100" },
    params: new URLSearchParams("tag=a&tag=b"),
    remoteAddress: "10.0.0.1",
    content: JSON.stringify(BODY),
    jsonContent: BODY,
  };
  const prompt: LlmView = {
    kind: "PROMPT",
    model: "gpt-4o",
    stream: false,
    prompt: "What is a sluice?",
    userPrompts: "What is a sluice?",
    allPrompts: "Be kind.\nWhat is a sluice?",
  };
  return {
    request: withMembers(chat, request),
    response: null,
    context: { attributes: new Map(Object.entries(attributes)) },
    subscription: { id: "sub-1", applicationId: "app-1", planId: "plan-1", clientId: null },
    llm: llm === null ? null : withMembers(prompt, llm),
    api: { id: "api-1", name: "Models" },
    plan: { id: "plan-1", name: "Gold" },
    ...roots,
  };
}

/** Keeps getters what they are: a test may give one that must not be asked. */
function withMembers<T extends object>(base: T, members: Partial<T> | undefined): T {
  return Object.defineProperties({ ...base }, Object.getOwnPropertyDescriptors(members ?? {})) as T;
}
