import type { LlmView } from "@sluice/expression/context";
import type { PolicyCall, PromptText } from "@sluice/policies/policy-call";

/** What is asked of the model, as expressions read it: `#llm.kind`, `#llm.model`, `#llm.prompt`. */
export function llmView(call: PolicyCall): LlmView {
  const joined = (roles: readonly PromptText["role"][] | null) =>
    call
      .texts()
      .filter(({ role }) => roles === null || roles.includes(role))
      .map(({ text }) => text)
      .join("\n");
  return {
    get kind() {
      return kindOf(call);
    },
    get model() {
      return call.model;
    },
    stream: call.stream,
    get prompt() {
      return call.texts().findLast(({ role }) => role === "user")?.text ?? null;
    },
    get userPrompts() {
      return joined(["user"]);
    },
    get allPrompts() {
      return joined(null);
    },
  };
}

/**
 * Gravitee's kinds, of which its default flows take PROMPT and TOOL_CALL for what goes to a model. A turn that brings a tool's result goes to
 * the model too: it is no kind of its own here, or flows made there would let it past their guards.
 */
function kindOf(call: PolicyCall): LlmView["kind"] {
  if (call.kind === "embeddings") return "EMBEDDINGS";
  const offersTools = Array.isArray(call.parameter("tools")) || Array.isArray(call.parameter("functions"));
  return offersTools ? "TOOL_CALL" : "PROMPT";
}
