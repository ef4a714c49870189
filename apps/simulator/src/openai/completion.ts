import { type Answer, jsonAnswer, type SseEvent } from "../http/answer.ts";
import { isObject, type Json, numberOrNull } from "../json.ts";
import { digest } from "../mind/digest.ts";
import { limit } from "../mind/limit.ts";
import { pieces } from "../mind/pieces.ts";
import { think } from "../mind/think.ts";
import { countTokens } from "../mind/tokens.ts";
import { paceOf } from "../pace.ts";
import type { World } from "../world.ts";
import { stopsOf } from "./chat-plan.ts";
import { DONE } from "./chat-stream.ts";
import { checkInteger, firstRefusal } from "./check.ts";
import { SERVER_ERROR } from "./failures.ts";
import type { SimulatedModel } from "./models.ts";
import { missing, type Refusal, refusalAnswer, refusalBody, unsupported, wrongType } from "./refusal.ts";
import { validateSampling, validateStop, validateStream } from "./validate-chat.ts";

/** OpenAI's default on this old path; long enough for our answers. */
const DEFAULT_MAX_TOKENS = 256;

/** `POST /v1/completions` (https://platform.openai.com/docs/api-reference/completions/create). The chat models serve it too, which OpenAI's do not. */
export function completion(body: Json, model: SimulatedModel, world: World): Answer {
  const refusal = validate(body);
  if (refusal) return refusalAnswer(refusal);
  const prompts = [body["prompt"]].flat().map(String);
  const maxTokens = numberOrNull(body["max_tokens"]) ?? (model.behaviour.kind === "chunks" ? null : DEFAULT_MAX_TOKENS);
  const count = numberOrNull(body["n"]) ?? 1;
  const choices = prompts.flatMap((prompt) =>
    Array.from({ length: count }, (_, variant) => limit(complete(prompt, model, variant), { maxTokens, stops: stopsOf(body["stop"]) })),
  );
  const usage = usageOf(prompts, choices, model);
  const head = {
    id: `cmpl-${digest(JSON.stringify(body))}`,
    object: "text_completion",
    created: world.nowSeconds(),
    model: model.snapshot,
  };
  const made: Made = { head, choices, usage, delayMs: paceOf(model.behaviour, world) };
  if (body["stream"] === true) return stream(made, isObject(body["stream_options"]) && body["stream_options"]["include_usage"] === true);
  const resources = choices.map(({ text, finish }, index) => ({ text, index, logprobs: null, finish_reason: finish }));
  return jsonAnswer({ ...head, choices: resources, ...(usage ? { usage } : {}) });
}

interface Made {
  readonly head: Readonly<Record<string, unknown>>;
  readonly choices: readonly { readonly text: string; readonly finish: string }[];
  readonly usage: object | undefined;
  readonly delayMs: number;
}

function validate(body: Json): Refusal | null {
  const { prompt } = body;
  return firstRefusal([
    () => (prompt === undefined || prompt === null ? missing("prompt") : null),
    () =>
      [prompt].flat().every((one) => typeof one === "string") ? null : wrongType("prompt", "one of a string or array of strings", prompt),
    () => validateSampling(body),
    () => checkInteger(body, "max_tokens", { min: 1 }),
    () => validateStop(body["stop"]),
    () => validateStream(body),
    () => (body["logprobs"] ? unsupported("logprobs") : body["suffix"] ? unsupported("suffix") : body["echo"] ? unsupported("echo") : null),
  ]);
}

function complete(prompt: string, model: SimulatedModel, variant: number): string {
  const thought = think(
    { turns: [{ role: "user", text: prompt }], tools: [], toolChoice: { mode: "none" }, parallelCalls: false, format: { kind: "text" } },
    model.behaviour,
    variant,
  );
  return thought.kind === "text" ? thought.text : "";
}

function usageOf(prompts: readonly string[], choices: Made["choices"], model: SimulatedModel): object | undefined {
  if (model.behaviour.kind === "usage-none") return undefined;
  const prompt = prompts.reduce((sum, one) => sum + countTokens(one), 0);
  const spoken = choices.reduce((sum, { text }) => sum + countTokens(text), 0);
  return { prompt_tokens: prompt, completion_tokens: spoken, total_tokens: prompt + spoken };
}

function stream(made: Made, includeUsage: boolean): Answer {
  return { kind: "stream", events: events(made, includeUsage), failure: () => [{ data: JSON.stringify(refusalBody(SERVER_ERROR)) }] };
}

function* events({ head, choices, usage, delayMs }: Made, includeUsage: boolean): Generator<SseEvent> {
  const pending = includeUsage && usage ? { usage: null } : {};
  const event = (index: number, text: string, finish: string | null): SseEvent => ({
    data: JSON.stringify({ ...head, choices: [{ text, index, logprobs: null, finish_reason: finish }], ...pending }),
  });
  for (const [index, { text, finish }] of choices.entries()) {
    for (const piece of pieces(text)) yield { ...event(index, piece, null), delayMs };
    yield event(index, "", finish);
  }
  if (includeUsage && usage) yield { data: JSON.stringify({ ...head, choices: [], usage }) };
  yield DONE;
}
