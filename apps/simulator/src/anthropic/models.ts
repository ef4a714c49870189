import { type Behaviour, behaviourOf, NORMAL } from "../mind/behaviour.ts";

export interface Claude {
  readonly id: string;
  /** The name without its date, which may be asked for too; the same when it has none. */
  readonly alias: string;
  readonly displayName: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly maxTokens: number;
  /** `enabled` with a budget, `adaptive`. */
  readonly thinking: readonly ("enabled" | "adaptive")[];
  /** Thoughts are left out of the answer unless they are asked for. */
  readonly omitsThinking: boolean;
  /** `one`: temperature or top_p, not both. `none`: neither. */
  readonly sampling: "free" | "one" | "none";
  readonly structuredOutputs: boolean;
  /** The conversation may end with the beginning of the answer. */
  readonly prefill: boolean;
  readonly behaviour: Behaviour;
}

const OLDER = { thinking: [], omitsThinking: false, sampling: "free", structuredOutputs: false, prefill: true, behaviour: NORMAL } as const;
const FOUR = { ...OLDER, thinking: ["enabled"], maxTokens: 64_000 } as const;
const FOUR_FIVE = { ...FOUR, sampling: "one", structuredOutputs: true } as const;
const FOUR_SIX = { ...FOUR_FIVE, thinking: ["enabled", "adaptive"], prefill: false, maxTokens: 128_000 } as const;
const FOUR_SEVEN = { ...FOUR_SIX, thinking: ["adaptive"], omitsThinking: true, sampling: "none" } as const;

/** Newest first, as Anthropic lists them (https://platform.claude.com/docs/en/about-claude/models/overview). */
export const CLAUDES: readonly Claude[] = [
  { ...FOUR_SEVEN, ...named("claude-opus-4-7", "Claude Opus 4.7", "2026-04-14") },
  { ...FOUR_SIX, ...named("claude-sonnet-4-6", "Claude Sonnet 4.6", "2026-02-17") },
  { ...FOUR_SIX, ...named("claude-opus-4-6", "Claude Opus 4.6", "2026-02-04") },
  { ...FOUR_FIVE, ...named("claude-opus-4-5-20251101", "Claude Opus 4.5", "2025-11-24") },
  { ...FOUR_FIVE, ...named("claude-haiku-4-5-20251001", "Claude Haiku 4.5", "2025-10-15") },
  { ...FOUR_FIVE, ...named("claude-sonnet-4-5-20250929", "Claude Sonnet 4.5", "2025-09-29") },
  { ...FOUR, ...named("claude-opus-4-1-20250805", "Claude Opus 4.1", "2025-08-05"), sampling: "one", maxTokens: 32_000 },
  { ...FOUR, ...named("claude-sonnet-4-20250514", "Claude Sonnet 4", "2025-05-22") },
  { ...OLDER, ...named("claude-3-5-haiku-20241022", "Claude Haiku 3.5", "2024-10-22"), maxTokens: 8_192 },
];

function named(id: string, displayName: string, day: string): Pick<Claude, "id" | "alias" | "displayName" | "createdAt"> {
  return { id, alias: id.replace(/-\d{8}$/, ""), displayName, createdAt: `${day}T00:00:00Z` };
}

/** A model by its name, with or without date, or one of the `sim-` family, which take everything; null when there is none. */
export function findClaude(id: string): Claude | null {
  const listed = CLAUDES.find((model) => model.id === id || model.alias === id);
  if (listed) return listed;
  const behaviour = behaviourOf(id);
  if (!behaviour) return null;
  return { ...FOUR_SIX, ...named(id, id, "2026-01-01"), prefill: true, sampling: "free", maxTokens: 1_000_000, behaviour };
}

/** A model as `GET /v1/models` shows it. */
export function modelResource({ id, displayName, createdAt, maxTokens }: Claude) {
  return { type: "model", id, display_name: displayName, created_at: createdAt, max_input_tokens: 200_000, max_tokens: maxTokens } as const;
}
