/** What differs from one Claude to the next. Names may carry a platform's prefix or suffix: `us.anthropic.claude-…-v1:0`, `claude-…@20250929`. */
export interface ClaudeFeatures {
  /** `budget`: `thinking.budget_tokens`. `adaptive`: the model decides, `output_config.effort` says how hard. */
  readonly thinking: "none" | "budget" | "adaptive";
  /** Thinking is summarised only when asked for. */
  readonly omitsThinking: boolean;
  /** `one`: not temperature and top_p together. `none`: neither. */
  readonly sampling: "free" | "one" | "none";
  /** `output_config.format` and strict tools. */
  readonly structuredOutputs: boolean;
  readonly efforts: readonly string[];
  /** What is asked for when the client sets no limit, as OpenAI's own default is the model's limit. */
  readonly defaultMaxTokens: number;
}

const MODERN = /claude-[a-z]+-(\d)(?:[-.](\d{1,2}))?(?!\d)/;
const OLD = /claude-(?:v|instant-)?(\d)(?:[-.](\d))?(?!\d)/;

/**
 * Facts of Anthropic's model overview and migration guides (platform.claude.com/docs/en/about-claude/models, June 2026).
 * A name without a version is taken for something that speaks Anthropic's wire and has none of the newer features.
 */
export function claudeFeatures(model: string): ClaudeFeatures {
  const version = claudeVersion(model);
  return {
    thinking: version === null ? "budget" : version >= 4.06 ? "adaptive" : version >= 3.07 ? "budget" : "none",
    omitsThinking: version !== null && version >= 4.07,
    sampling: version === null || version < 4.01 ? "free" : version >= 4.07 ? "none" : "one",
    structuredOutputs: version !== null && version >= 4.05,
    efforts: effortsOf(version ?? 0),
    defaultMaxTokens: defaultMaxTokens(version),
  };
}

/** 4.5 as 4.05, so that 4.10 would come after 4.9. Null when the name says none. */
function claudeVersion(model: string): number | null {
  const found = MODERN.exec(model.toLowerCase()) ?? OLD.exec(model.toLowerCase());
  return found ? Number(found[1]) + Number(found[2] ?? 0) / 100 : null;
}

function effortsOf(version: number): readonly string[] {
  if (version >= 4.07) return ["low", "medium", "high", "xhigh", "max"];
  return version >= 4.06 ? ["low", "medium", "high", "max"] : [];
}

/**
 * Up to Claude 4.1 prompt and limit together must fit the context window, so the default leaves room for a long prompt;
 * later models stop at the window's end instead of refusing.
 */
function defaultMaxTokens(version: number | null): number {
  if (version === null) return 8_192;
  if (version >= 4.05) return 64_000;
  if (version >= 3.07) return 32_000;
  return version >= 3.05 ? 8_192 : 4_096;
}
