import type { JsonObject } from "@sluice/definition/json";
import { callGateway, type GatewayApi, GatewayProblem } from "./call-gateway.ts";
import type { Answer } from "./conversation.ts";
import { type Read, readStream, readWhole } from "./read-answer.ts";

export interface Ask {
  readonly api: GatewayApi;
  readonly body: JsonObject;
  readonly signal: AbortSignal;
  /** Milliseconds from anywhere. */
  readonly now: () => number;
}

/** Sends one call and tells what becomes of it, to its end: done, failed, or stopped by the signal. Never throws. */
export async function askModel({ api, body, signal, now }: Ask, onChange: (change: Partial<Answer>) => void): Promise<void> {
  const startedAt = now();
  let firstTokenMs: number | null = null;
  const onRead = (read: Read) => {
    if (firstTokenMs === null && hasBegun(read)) firstTokenMs = now() - startedAt;
    onChange({ ...read, firstTokenMs });
    return read;
  };
  const end = (change: Partial<Answer> & Pick<Answer, "state">) => onChange({ ...change, totalMs: now() - startedAt });
  try {
    const response = await callGateway(api, "/chat/completions", { body, signal });
    if (response instanceof GatewayProblem) return end({ state: "failed", problem: response.problem, requestId: response.requestId });
    onChange({ requestId: response.headers.get("x-request-id") });
    const failed = await readBody(response, onRead);
    end({ state: failed ? "failed" : "done" });
  } catch (error) {
    if (signal.aborted) return end({ state: "stopped" });
    const message = `The connection broke off${error instanceof Error && error.message ? `: ${error.message}` : "."}`;
    end({ state: "failed", problem: { status: null, code: null, message, retryAfterSeconds: null } });
  }
}

/** Resolves with whether it ended badly. */
async function readBody(response: Response, onRead: (read: Read) => Read): Promise<boolean> {
  const isStream = response.headers.get("content-type")?.includes("text/event-stream") ?? false;
  if (!isStream || !response.body) return onRead(readWhole(await response.text())).problem !== null;
  let failed = false;
  await readStream(response.body, (read) => {
    failed = onRead(read).problem !== null;
  });
  return failed;
}

function hasBegun({ text, reasoning, refusal, toolCalls }: Read): boolean {
  return text !== "" || reasoning !== "" || refusal !== "" || toolCalls.length > 0;
}
