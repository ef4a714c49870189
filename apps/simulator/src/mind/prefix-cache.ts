import { digest } from "./digest.ts";
import { countTokens } from "./tokens.ts";

/** Anthropic and Bedrock cache from 1,024 tokens on for most models (https://platform.claude.com/docs/en/build-with-claude/prompt-caching). */
export const MIN_PREFIX_TOKENS = 1024;
/** Prefixes remembered. */
const MAX_PREFIXES = 8192;

export interface PrefixHit {
  /** Tokens that were in the cache already. */
  readonly read: number;
  /** Tokens that are in it from now on. */
  readonly written: number;
}

/** Remembers the beginnings of prompts that a caller marked, as the providers do that cache on demand. */
export class PrefixCache {
  readonly #seen = new Set<string>();

  /** `prefixes` are the prompt's beginnings up to each mark, shortest first; those under 1,024 tokens are not cached. */
  hit(model: string, prefixes: readonly string[]): PrefixHit {
    let read = 0;
    let longest = 0;
    for (const prefix of prefixes) {
      const tokens = countTokens(prefix);
      if (tokens < MIN_PREFIX_TOKENS) continue;
      if (this.#remember(digest(`${model}\n${prefix}`))) read = Math.max(read, tokens);
      longest = Math.max(longest, tokens);
    }
    return { read, written: longest - read };
  }

  /** Whether the prefix was known. Deleting and adding again keeps the set in the order of last use. */
  #remember(key: string): boolean {
    const known = this.#seen.delete(key);
    this.#seen.add(key);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= MAX_PREFIXES) break;
      this.#seen.delete(oldest);
    }
    return known;
  }
}
