import { isObject, type Json, numberOrNull, textsIn } from "../json.ts";
import { type Composition, compose } from "../mind/compose.ts";
import { promptText } from "../mind/conversation.ts";
import { signThoughts } from "../mind/signature.ts";
import type { World } from "../world.ts";
import { conversationOf } from "./conversation.ts";
import type { Gemini } from "./models.ts";

export interface Candidate {
  /** Empty when thoughts were not asked for. */
  readonly thoughts: string;
  readonly text: string | null;
  readonly calls: readonly object[];
  /** The signature of the thoughts behind the text; a call carries its own. */
  readonly signature: string | null;
  readonly finishReason: "STOP" | "MAX_TOKENS";
}

export interface Tally {
  readonly prompt: number;
  /** Part of the prompt. */
  readonly cached: number;
  /** What the candidates say, without the thoughts. */
  readonly said: number;
  readonly thoughts: number;
}

/** An answer in Google's terms, decided in full before a byte is written. */
export interface Plan {
  readonly id: string;
  readonly model: Gemini;
  readonly candidates: readonly Candidate[];
  readonly tally: Tally;
}

/** Tokens of thoughts that a model allows itself. */
const USUAL_THOUGHTS = 1024;
const THOUGHTS_BY_LEVEL: Readonly<Record<string, number>> = { MINIMAL: 0, LOW: 16, MEDIUM: 64, HIGH: USUAL_THOUGHTS };

/** Decides the answer to a checked body. */
export function planContent(body: Json, model: Gemini, world: World): Plan {
  const conversation = conversationOf(body);
  const config = isObject(body["generationConfig"]) ? body["generationConfig"] : {};
  const thinking = isObject(config["thinkingConfig"]) ? config["thinkingConfig"] : {};
  const compositions = Array.from({ length: numberOrNull(config["candidateCount"]) ?? 1 }, (_, variant) =>
    compose({
      model: model.id,
      behaviour: model.behaviour,
      conversation,
      options: { ...body, contents: null },
      maxTokens: numberOrNull(config["maxOutputTokens"]),
      stops: textsIn(config["stopSequences"]),
      thinkingTokens: thinkingTokens(thinking, model),
      variant,
    }),
  );
  const prompt = compositions[0]?.promptTokens ?? 0;
  const cached = model.behaviour.kind === "fast" ? 0 : Math.min(prompt, world.promptCache.hit(model.id, promptText(conversation)));
  return {
    id: compositions[0]?.id ?? "",
    model,
    candidates: compositions.map((composition) => candidate(composition, model, thinking["includeThoughts"] === true)),
    tally: { prompt, cached, said: sum(compositions, "spokenTokens"), thoughts: sum(compositions, "thoughtTokens") },
  };
}

function thinkingTokens({ thinkingBudget: budget, thinkingLevel: level, includeThoughts }: Json, model: Gemini): number {
  if (model.thinking === "none") return 0;
  if (typeof budget === "number" && budget >= 0) return budget;
  if (typeof level === "string") return THOUGHTS_BY_LEVEL[level] ?? USUAL_THOUGHTS;
  return model.thinksByItself || budget === -1 || includeThoughts === true ? USUAL_THOUGHTS : 0;
}

function candidate(composition: Composition, model: Gemini, showsThoughts: boolean): Candidate {
  const { id, thoughts, text, finish } = composition;
  const signs = model.wantsSignatures || thoughts !== "";
  const calls = composition.calls.map((call, index) => ({
    functionCall: { ...(model.wantsSignatures ? { id: call.id } : {}), name: call.name, args: JSON.parse(call.arguments) },
    // Of calls that are made together, the first carries the signature.
    ...(signs && index === 0 ? { thoughtSignature: signThoughts(call.name, id) } : {}),
  }));
  return {
    thoughts: showsThoughts ? thoughts : "",
    text,
    calls,
    signature: model.wantsSignatures && text !== null ? signThoughts("", id) : null,
    finishReason: finish === "length" ? "MAX_TOKENS" : "STOP",
  };
}

function sum(compositions: readonly Composition[], name: "spokenTokens" | "thoughtTokens"): number {
  return compositions.reduce((total, composition) => total + composition[name], 0);
}
