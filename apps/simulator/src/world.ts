import { PrefixCache } from "./mind/prefix-cache.ts";
import { PromptCache } from "./mind/prompt-cache.ts";
import { ResponseStore } from "./openai/response-store.ts";

/** What outlives a request. Everything else follows from the request alone. */
export interface World {
  readonly promptCache: PromptCache;
  readonly prefixCache: PrefixCache;
  readonly responses: ResponseStore;
  readonly nowSeconds: () => number;
  /** Milliseconds between the pieces of a stream, for models that have no pace of their own. */
  readonly paceMs: number;
}

export function createWorld({ paceMs = 0, nowMs = Date.now }: { readonly paceMs?: number; readonly nowMs?: () => number }): World {
  return {
    promptCache: new PromptCache(),
    prefixCache: new PrefixCache(),
    responses: new ResponseStore(),
    nowSeconds: () => Math.floor(nowMs() / 1000),
    paceMs,
  };
}
