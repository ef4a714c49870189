import { createHash } from "node:crypto";
import { CHARACTERS_PER_TOKEN } from "./tokens.ts";

/** OpenAI caches prompts from 1,024 tokens on, and counts hits in steps of 128 (https://platform.openai.com/docs/guides/prompt-caching). */
export const MIN_CACHED_TOKENS = 1024;
export const CACHE_STEP_TOKENS = 128;
/** Prefixes remembered: some fifty long prompts, under 2 MB. */
const MAX_PREFIXES = 8192;

/** Remembers the beginnings of prompts, as OpenAI does, so that a second call with the same long beginning reports cached tokens. */
export class PromptCache {
  readonly #seen = new Set<string>();

  /** Tokens of this prompt that begin as an earlier one did: 0, or 1,024 and more in steps of 128. Remembers the prompt. */
  hit(model: string, prompt: string): number {
    const stepCharacters = CACHE_STEP_TOKENS * CHARACTERS_PER_TOKEN;
    if (prompt.length < MIN_CACHED_TOKENS * CHARACTERS_PER_TOKEN) return 0;
    const hash = createHash("sha1").update(`${model}\n`);
    let cached = 0;
    for (let end = stepCharacters; end <= prompt.length; end += stepCharacters) {
      hash.update(prompt.slice(end - stepCharacters, end));
      const tokens = end / CHARACTERS_PER_TOKEN;
      if (tokens >= MIN_CACHED_TOKENS && this.#remember(hash.copy().digest("base64"))) cached = tokens;
    }
    return cached;
  }

  /** Whether the prefix was known. Deleting and adding again keeps the set in the order of last use. */
  #remember(prefix: string): boolean {
    const known = this.#seen.delete(prefix);
    this.#seen.add(prefix);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= MAX_PREFIXES) break;
      this.#seen.delete(oldest);
    }
    return known;
  }
}
