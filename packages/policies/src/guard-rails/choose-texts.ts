import type { AiPromptGuardRails } from "@sluice/definition/policies/ai-prompt-guard-rails";
import type { Expression } from "@sluice/expression/expression";
import type { PromptText } from "../policy-call.ts";
import type { PolicyContext } from "../policy-context.ts";

export interface LookedAt {
  /** Where it stands in the body. */
  readonly path: string;
  readonly text: string;
}

interface Choice extends Pick<AiPromptGuardRails, "toolArguments" | "toolResults"> {
  readonly preset: NonNullable<AiPromptGuardRails["promptPreset"]>;
  /** Of a custom prompt. */
  readonly location: Expression<string> | null;
}

/** The texts of a prompt that are looked at. A location that gives nothing is no reason to look at nothing: then it is all of them. */
export function chooseTexts(context: PolicyContext, { preset, location, toolArguments, toolResults }: Choice): readonly LookedAt[] {
  if (preset === "CUSTOM_PROMPT" && location !== null) {
    const found = location.evaluate(context);
    if (found.ok && found.value.trim() !== "") return [{ path: "promptLocation", text: found.value }];
  }
  const wanted = context.call.texts().filter((text) => {
    if (text.text === "") return false;
    if (text.role === "tool") return toolResults;
    return isArgument(text) ? toolArguments : true;
  });
  if (preset === "ALL_USER_PROMPTS") return wanted.filter(isFromOutside);
  return preset === "LAST_USER_PROMPT" ? lastTurn(wanted) : wanted;
}

/** `messages.1.tool_calls.0.function.arguments`, `input.2.arguments`, `messages.1.content.0.input.city` */
function isArgument({ role, path }: PromptText): boolean {
  return role === "assistant" && /\.(?:arguments|input(?:\..+)?)$/.test(path);
}

/** Tools bring what strangers have written: it is as much a user's text as any. */
function isFromOutside({ role }: PromptText): boolean {
  return role === "user" || role === "tool";
}

/** The user's last message with all its parts, and what tools have brought since. */
function lastTurn(texts: readonly PromptText[]): readonly PromptText[] {
  const last = texts.findLastIndex(({ role }) => role === "user");
  const message = messageOf(texts[last]);
  const first = texts.findIndex((text) => text.role === "user" && messageOf(text) === message);
  return (last < 0 ? texts : texts.slice(first)).filter(isFromOutside);
}

/** `messages.3` of `messages.3.content.0.text` */
function messageOf(text: PromptText | undefined): string {
  return text?.path.split(".").slice(0, 2).join(".") ?? "";
}
