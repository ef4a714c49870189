import { type ClaudeFeatures, claudeFeatures } from "../anthropic/model-features.ts";

/** What differs from one of Bedrock's models to the next. */
export interface BedrockFeatures {
  /** Null for every other publisher. */
  readonly claude: ClaudeFeatures | null;
  /** `outputConfig.textFormat` holds the answer to a schema. */
  readonly structuredOutputs: boolean;
  /** Can be made to call a tool: a JSON answer may be asked for as one. */
  readonly forcedTools: boolean;
  /** `toolChoice.tool`; others are given that one tool alone. */
  readonly namedTool: boolean;
  readonly reasoning: "claude" | "nova" | "effort" | "effortObject" | "none";
  /** Thoughts with a signature, or encrypted ones, go back to the model. */
  readonly keepsThinking: boolean;
  readonly cachePoints: boolean;
  /** Cache points that last an hour. */
  readonly longCache: boolean;
  /** Where `top_k` stands in `additionalModelRequestFields`. */
  readonly topK: "top_k" | "inferenceConfig.topK" | "k" | null;
  readonly audio: boolean;
}

const OTHER: BedrockFeatures = {
  claude: null,
  structuredOutputs: false,
  forcedTools: false,
  namedTool: false,
  reasoning: "none",
  keepsThinking: false,
  cachePoints: false,
  longCache: false,
  topK: null,
  audio: false,
};

const OPEN_WEIGHTS: Partial<BedrockFeatures> = { structuredOutputs: true };

/** By publisher, as model ids name them (https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html, June 2026). */
const BY_PUBLISHER: Readonly<Record<string, Partial<BedrockFeatures>>> = {
  amazon: { forcedTools: true, namedTool: true, cachePoints: true, topK: "inferenceConfig.topK", audio: true },
  mistral: { forcedTools: true, topK: "top_k", audio: true },
  cohere: { topK: "k" },
  openai: { structuredOutputs: true, reasoning: "effortObject", keepsThinking: true },
  moonshot: { structuredOutputs: true, reasoning: "effort" },
  moonshotai: { structuredOutputs: true, reasoning: "effort" },
  qwen: OPEN_WEIGHTS,
  deepseek: OPEN_WEIGHTS,
  google: OPEN_WEIGHTS,
  nvidia: OPEN_WEIGHTS,
  minimax: OPEN_WEIGHTS,
  meta: {},
  ai21: {},
  writer: {},
};

/** An inference profile of one's own does not say what it stands for: it is asked for everything, and refuses by itself. */
const UNKNOWN: Partial<BedrockFeatures> = { forcedTools: true, namedTool: true, keepsThinking: true, cachePoints: true };

const PUBLISHER = new RegExp(`(?:^|[./])(${Object.keys(BY_PUBLISHER).join("|")})\\.`);

/** Ids may carry a region's prefix (`us.`, `global.`), or stand in an ARN. */
export function bedrockFeatures(model: string): BedrockFeatures {
  const id = model.toLowerCase();
  if (/anthropic\.|claude/.test(id)) return claudeOnBedrock(id);
  const publisher = PUBLISHER.exec(id)?.[1];
  const features = publisher === undefined ? UNKNOWN : BY_PUBLISHER[publisher];
  return { ...OTHER, ...features, ...specialOf(id) };
}

/**
 * Structured outputs came to Bedrock with Claude 4.5 and 4.6; later models are not listed for Converse
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html), and answer by a tool.
 */
function claudeOnBedrock(id: string): BedrockFeatures {
  const own = claudeFeatures(id);
  const claude = { ...own, structuredOutputs: own.structuredOutputs && own.sampling !== "none" };
  return {
    ...OTHER,
    claude,
    structuredOutputs: claude.structuredOutputs,
    forcedTools: true,
    namedTool: true,
    reasoning: "claude",
    keepsThinking: claude.thinking !== "none",
    cachePoints: true,
    longCache: own.structuredOutputs,
    topK: "top_k",
  };
}

function specialOf(id: string): Partial<BedrockFeatures> {
  if (/nova-2|nova-[a-z]+-v2/.test(id)) return { reasoning: "nova", keepsThinking: true };
  if (id.includes("gpt-oss")) return { reasoning: "effort", keepsThinking: false };
  return {};
}
