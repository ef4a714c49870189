import { isObject } from "@sluice/definition/json";
import type { ChatCompletion, ToolCall } from "@sluice/wire/chat";
import { usageToOpenAi } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE, usageFromOpenAi } from "@sluice/wire/usage";
import { isTooDeepAnswer } from "../chat/nesting.ts";
import type { ChatCall, DecodedCompletion } from "../chat-adapter.ts";
import { decodeErrorEvent, errorBeside } from "./decode-error.ts";
import { readDelta, readFinish } from "./read-answer.ts";

/** A whole answer on OpenAI's own wire; a denial when it is none. */
export function decodeChatCompletion(body: Buffer, call: ChatCall): DecodedCompletion | Denial {
  const parsed = parse(body);
  const choices = isObject(parsed) ? parsed["choices"] : null;
  const [choice] = Array.isArray(choices) ? (choices as unknown[]) : [];
  if (!isObject(parsed) || !isObject(choice) || isTooDeepAnswer(parsed, body.length))
    return (
      (isObject(parsed) ? decodeErrorEvent(parsed) : null) ??
      new Denial("upstream_error", "The provider's answer could not be understood: it is not a chat completion.")
    );
  const failure = errorBeside(parsed, choice);
  if (failure !== null) return failure;
  const { tool_calls: calls = [], content = null, refusal = null, ...said } = readDelta(choice["message"]);
  const usage = usageFromOpenAi(parsed["usage"]) ?? NO_USAGE;
  const tools = calls.map(
    ({ id, function: called }, index): ToolCall => ({
      id: id || `call_${call.id.replace(/^chatcmpl-/, "")}_${index}`,
      type: "function",
      function: { name: called?.name ?? "", arguments: called?.arguments ?? "" },
    }),
  );
  const completion: ChatCompletion = {
    id: call.id,
    object: "chat.completion",
    created: call.createdSeconds,
    model: typeof parsed["model"] === "string" ? parsed["model"] : call.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content,
          refusal,
          ...(said.reasoning_content && { reasoning_content: said.reasoning_content }),
          ...(said.images && { images: said.images }),
          ...(tools.length > 0 && { tool_calls: tools }),
        },
        logprobs: null,
        finish_reason: readFinish(choice["finish_reason"]) ?? "stop",
      },
    ],
    usage: usageToOpenAi(usage),
  };
  return { completion, usage };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}
