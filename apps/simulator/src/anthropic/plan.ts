import { isObject, type Json, numberOrNull, textsIn } from "../json.ts";
import { type Composition, compose } from "../mind/compose.ts";
import { lastUserText } from "../mind/conversation.ts";
import { signThoughts } from "../mind/signature.ts";
import type { World } from "../world.ts";
import { cacheMarks } from "./cache-marks.ts";
import { conversationOf } from "./conversation.ts";
import type { Claude } from "./models.ts";
import type { Tally } from "./usage.ts";

export type Block =
  | { readonly type: "thinking"; readonly thinking: string; readonly signature: string }
  | { readonly type: "redacted_thinking"; readonly data: string }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tool_use"; readonly id: string; readonly name: string; readonly input: unknown };

/** An answer in Anthropic's terms, decided in full before a byte is written. */
export interface Plan {
  readonly id: string;
  readonly model: Claude;
  readonly blocks: readonly Block[];
  readonly stopReason: "end_turn" | "max_tokens" | "stop_sequence" | "tool_use" | "refusal";
  readonly stopSequence: string | null;
  readonly tally: Tally;
}

/** Anthropic's own words for testing: a prompt that holds them gets encrypted thoughts, or a refusal. */
const WANTS_REDACTED = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING";
const WANTS_REFUSAL = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL";
/** Tokens of thoughts that a model allows itself when it decides by itself. */
const ADAPTIVE_TOKENS = 1024;

/** Decides the answer to a checked body. */
export function planMessage(body: Json, model: Claude, world: World): Plan {
  const conversation = conversationOf(body);
  const thinking = isObject(body["thinking"]) ? body["thinking"] : {};
  const composition = compose({
    model: model.id,
    behaviour: model.behaviour,
    conversation,
    options: { ...body, messages: null, stream: null },
    maxTokens: numberOrNull(body["max_tokens"]),
    stops: textsIn(body["stop_sequences"]),
    thinkingTokens:
      thinking["type"] === "enabled"
        ? (numberOrNull(thinking["budget_tokens"]) ?? 0)
        : thinking["type"] === "adaptive"
          ? ADAPTIVE_TOKENS
          : 0,
  });
  const asked = lastUserText(conversation);
  const refuses = asked.includes(WANTS_REFUSAL);
  return {
    id: `msg_01${composition.id}`,
    model,
    blocks: refuses ? [] : [...thoughtBlocks(composition, asked, isShown(thinking, model)), ...answerBlocks(composition)],
    ...(refuses ? { stopReason: "refusal", stopSequence: null } : endOf(composition)),
    tally: tallyOf(body, composition, { model, world }),
  };
}

function isShown({ display }: Json, { omitsThinking }: Claude): boolean {
  return display === "omitted" ? false : display === "summarized" || !omitsThinking;
}

function thoughtBlocks({ thoughts, id }: Composition, asked: string, shown: boolean): readonly Block[] {
  if (thoughts === "") return [];
  if (asked.includes(WANTS_REDACTED)) return [{ type: "redacted_thinking", data: signThoughts("", id) }];
  const thinking = shown ? thoughts : "";
  return [{ type: "thinking", thinking, signature: signThoughts(thinking, id) }];
}

function answerBlocks({ text, calls }: Composition): readonly Block[] {
  const uses = calls.map(({ id, name, arguments: args }) => ({
    type: "tool_use" as const,
    id: `toolu_01${id}`,
    name,
    input: JSON.parse(args),
  }));
  return text === null || text === "" ? uses : [{ type: "text", text }, ...uses];
}

function endOf({ finish, stop }: Composition): Pick<Plan, "stopReason" | "stopSequence"> {
  if (finish === "calls") return { stopReason: "tool_use", stopSequence: null };
  if (stop !== null) return { stopReason: "stop_sequence", stopSequence: stop };
  return { stopReason: finish === "length" ? "max_tokens" : "end_turn", stopSequence: null };
}

function tallyOf(body: Json, composition: Composition, { model, world }: { readonly model: Claude; readonly world: World }): Tally {
  const { prefixes, isLong } = cacheMarks(body);
  const hit = world.prefixCache.hit(model.id, prefixes);
  // Blocks are counted one by one here and together there: never more is cached than the prompt has.
  const read = Math.min(hit.read, composition.promptTokens);
  const written = Math.min(hit.written, composition.promptTokens - read);
  return {
    input: composition.promptTokens - read - written,
    read,
    written,
    isLong,
    output: composition.thoughtTokens + composition.spokenTokens,
    thinking: composition.thoughtTokens,
  };
}
