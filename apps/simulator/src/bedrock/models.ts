import { type Claude, findClaude } from "../anthropic/models.ts";
import { type Behaviour, behaviourOf, NORMAL } from "../mind/behaviour.ts";

export type Family = "chat" | "titan-v1" | "titan-v2" | "cohere-v3" | "cohere-v4";

export interface BedrockModel {
  /** Without a region's prefix. */
  readonly id: string;
  readonly families: readonly Family[];
  /** What Anthropic's own rules for it are; null for every other publisher. */
  readonly claude: Claude | null;
  /** What `toolChoice` may be. */
  readonly toolChoices: readonly ("auto" | "any" | "tool")[];
  readonly cachePoints: boolean;
  readonly structuredOutputs: boolean;
  /** Length of its embeddings when nobody asks for another. */
  readonly dimensions: number;
  readonly behaviour: Behaviour;
}

const PLAIN = {
  claude: null,
  toolChoices: ["auto"],
  cachePoints: false,
  structuredOutputs: false,
  dimensions: 0,
  behaviour: NORMAL,
} as const;
const CHAT = { ...PLAIN, families: ["chat"] as readonly Family[] };
const NOVA = { ...CHAT, toolChoices: ["auto", "any", "tool"], cachePoints: true } as const;

const MODELS: readonly BedrockModel[] = [
  ...["claude-opus-4-5-20251101", "claude-haiku-4-5-20251001", "claude-sonnet-4-5-20250929", "claude-sonnet-4-20250514"].map((name) =>
    claudeModel(`anthropic.${name}-v1:0`, findClaude(name)),
  ),
  { ...NOVA, id: "amazon.nova-micro-v1:0" },
  { ...NOVA, id: "amazon.nova-lite-v1:0" },
  { ...NOVA, id: "amazon.nova-pro-v1:0" },
  { ...CHAT, id: "meta.llama3-3-70b-instruct-v1:0" },
  { ...CHAT, id: "openai.gpt-oss-120b-1:0", structuredOutputs: true },
  { ...PLAIN, id: "amazon.titan-embed-text-v1", families: ["titan-v1"], dimensions: 1536 },
  { ...PLAIN, id: "amazon.titan-embed-text-v2:0", families: ["titan-v2"], dimensions: 1024 },
  { ...PLAIN, id: "cohere.embed-english-v3", families: ["cohere-v3"], dimensions: 1024 },
  { ...PLAIN, id: "cohere.embed-multilingual-v3", families: ["cohere-v3"], dimensions: 1024 },
  { ...PLAIN, id: "cohere.embed-v4:0", families: ["cohere-v4"], dimensions: 1536 },
];

function claudeModel(id: string, claude: Claude | null): BedrockModel {
  return { ...NOVA, id, claude, structuredOutputs: claude?.structuredOutputs ?? false };
}

/** The name at the end of an ARN, without a region's prefix: `arn:aws:bedrock:…:inference-profile/us.anthropic.claude…`. */
const ID =
  /^(?:arn:aws[a-z-]*:bedrock:[a-z0-9-]*:\d{0,12}:(?:inference-profile|foundation-model)\/)?(?:(?:us|eu|apac|jp|au|ca|global)\.)?([a-z0-9.:_-]+)$/i;

/** A model by its id, inference profile or ARN, or one of the `sim-` family, which take everything; null when there is none. */
export function findBedrockModel(given: string): BedrockModel | null {
  const id = ID.exec(given)?.[1];
  if (id === undefined) return null;
  const listed = MODELS.find((model) => model.id === id);
  if (listed) return listed;
  const behaviour = behaviourOf(id);
  if (!behaviour) return null;
  return { ...claudeModel(id, findClaude(id)), families: ["chat", "titan-v2"], dimensions: 1024, behaviour };
}
