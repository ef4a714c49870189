import { aiExactCache } from "./ai-exact-cache.ts";
import { aiPromptGuardRails } from "./ai-prompt-guard-rails.ts";
import { aiSemanticCache } from "./ai-semantic-cache.ts";
import { assignAttributes } from "./assign-attributes.ts";
import { concurrencyLimit } from "./concurrency-limit.ts";
import { costRatelimit } from "./cost-ratelimit.ts";
import { ipFilter } from "./ip-filter.ts";
import { parameters } from "./parameters.ts";
import { piiFiltering } from "./pii-filtering.ts";
import type { PolicyKind } from "./policy-kind.ts";
import { promptDecorator } from "./prompt-decorator.ts";
import { quota } from "./quota.ts";
import { rateLimit } from "./rate-limit.ts";
import { tokenRatelimit } from "./token-ratelimit.ts";
import { transformHeaders } from "./transform-headers.ts";

/** Every policy that there is, in the order in which they are offered. */
export const POLICY_KINDS: readonly PolicyKind[] = [
  tokenRatelimit,
  costRatelimit,
  rateLimit,
  quota,
  concurrencyLimit,
  aiPromptGuardRails,
  piiFiltering,
  aiExactCache,
  aiSemanticCache,
  promptDecorator,
  parameters,
  assignAttributes,
  transformHeaders,
  ipFilter,
];

/** The ids that others know a policy by. */
const ALIASES: Readonly<Record<string, string>> = { "ip-filter": ipFilter.id, "policy-assign-attributes": assignAttributes.id };

export function policyKind(id: string): PolicyKind | null {
  const known = ALIASES[id] ?? id;
  return POLICY_KINDS.find((kind) => kind.id === known) ?? null;
}
