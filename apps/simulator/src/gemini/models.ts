import { type Behaviour, behaviourOf, NORMAL } from "../mind/behaviour.ts";

export type Method = "generateContent" | "streamGenerateContent" | "countTokens" | "embedContent" | "batchEmbedContents";

export interface Gemini {
  readonly id: string;
  readonly displayName: string;
  readonly methods: readonly Method[];
  /** `level`: Gemini 3 and later; `budget`: Gemini 2.5. */
  readonly thinking: "none" | "budget" | "level" | "any";
  readonly levels: readonly string[];
  /** Least and most; less than the least only as 0, when thinking can be switched off. */
  readonly budget: { readonly least: number; readonly most: number; readonly canBeOff: boolean };
  /** Thinks unless it is told not to. */
  readonly thinksByItself: boolean;
  /** Refuses a function call of the current turn that comes back without the signature of the thoughts behind it. */
  readonly wantsSignatures: boolean;
  /** Length of its embeddings. */
  readonly dimensions: number;
  readonly behaviour: Behaviour;
}

const TALKS: readonly Method[] = ["generateContent", "streamGenerateContent", "countTokens"];
const EMBEDS: readonly Method[] = ["embedContent", "batchEmbedContents", "countTokens"];
const BUDGET = { least: 1, most: 24_576, canBeOff: true };
const PLAIN = {
  methods: TALKS,
  thinking: "none",
  levels: [] as readonly string[],
  budget: BUDGET,
  thinksByItself: false,
  wantsSignatures: false,
  dimensions: 0,
  behaviour: NORMAL,
} as const;
const THREE = { ...PLAIN, thinking: "level", thinksByItself: true, wantsSignatures: true } as const;
const TWO_FIVE = { ...PLAIN, thinking: "budget", thinksByItself: true } as const;
const EMBEDDING = { ...PLAIN, methods: EMBEDS } as const;
const ALL_LEVELS = ["MINIMAL", "LOW", "MEDIUM", "HIGH"];

/** Facts of https://ai.google.dev/gemini-api/docs/models and …/thinking. */
export const GEMINIS: readonly Gemini[] = [
  { ...THREE, id: "gemini-3-pro-preview", displayName: "Gemini 3 Pro Preview", levels: ["LOW", "HIGH"] },
  { ...THREE, id: "gemini-3-flash-preview", displayName: "Gemini 3 Flash Preview", levels: ALL_LEVELS },
  { ...TWO_FIVE, id: "gemini-2.5-pro", displayName: "Gemini 2.5 Pro", budget: { least: 128, most: 32_768, canBeOff: false } },
  { ...TWO_FIVE, id: "gemini-2.5-flash", displayName: "Gemini 2.5 Flash" },
  {
    ...TWO_FIVE,
    id: "gemini-2.5-flash-lite",
    displayName: "Gemini 2.5 Flash-Lite",
    budget: { ...BUDGET, least: 512 },
    thinksByItself: false,
  },
  { ...PLAIN, id: "gemini-2.0-flash", displayName: "Gemini 2.0 Flash" },
  { ...EMBEDDING, id: "gemini-embedding-001", displayName: "Gemini Embedding 001", dimensions: 3072 },
  { ...EMBEDDING, id: "text-embedding-004", displayName: "Text Embedding 004", dimensions: 768 },
];

/** A model by its name, or one of the `sim-` family, which take everything; null when there is none. */
export function findGemini(id: string): Gemini | null {
  const listed = GEMINIS.find((model) => model.id === id);
  if (listed) return listed;
  const behaviour = behaviourOf(id);
  if (!behaviour) return null;
  return {
    ...PLAIN,
    id,
    displayName: id,
    methods: [...TALKS, ...EMBEDS],
    thinking: "any",
    levels: ALL_LEVELS,
    dimensions: 3072,
    behaviour,
  };
}

/** A model as `GET /v1beta/models` shows it. */
export function modelResource({ id, displayName, methods, thinking, dimensions }: Gemini) {
  return {
    name: `models/${id}`,
    version: "001",
    displayName,
    description: "A simulated model.",
    inputTokenLimit: dimensions > 0 ? 2_048 : 1_048_576,
    outputTokenLimit: dimensions > 0 ? 1 : 65_536,
    supportedGenerationMethods: methods,
    ...(thinking === "none" ? {} : { thinking: true }),
  };
}
