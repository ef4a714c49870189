import { createAssignAttributes } from "./assign-attributes/create.ts";
import { createConcurrencyLimit } from "./concurrency-limit/create.ts";
import { createCostRatelimit } from "./cost-ratelimit/create.ts";
import type { PolicyBuild } from "./create-policy.ts";
import { createExactCache } from "./exact-cache/create.ts";
import { createGuardRails } from "./guard-rails/create.ts";
import { createIpFilter } from "./ip-filter/create.ts";
import { createParameters } from "./parameters/create.ts";
import { createPiiFiltering } from "./pii-filtering/create.ts";
import type { Policy } from "./policy.ts";
import { PolicyProblem } from "./policy-problem.ts";
import { createPromptDecorator } from "./prompt-decorator/create.ts";
import { createQuota } from "./quota/create.ts";
import { createRateLimit } from "./rate-limit/create.ts";
import { createSemanticCache } from "./semantic-cache/create.ts";
import { createTokenRatelimit } from "./token-ratelimit/create.ts";
import { createTransformHeaders } from "./transform-headers/create.ts";

/** Every kind of policy's factory, by its id. A configuration was parsed by its kind's schema before it gets here. */
const FACTORIES: Readonly<Record<string, (configuration: never, build: PolicyBuild) => Policy | PolicyProblem>> = {
  "token-ratelimit": createTokenRatelimit,
  "cost-ratelimit": createCostRatelimit,
  "rate-limit": createRateLimit,
  quota: createQuota,
  "concurrency-limit": createConcurrencyLimit,
  "ai-exact-cache": createExactCache,
  "ai-semantic-cache": createSemanticCache,
  "assign-attributes": createAssignAttributes,
  "transform-headers": createTransformHeaders,
  "ai-prompt-guard-rails": createGuardRails,
  "pii-filtering": createPiiFiltering,
  "ip-filtering": createIpFilter,
  "prompt-decorator": createPromptDecorator,
  parameters: createParameters,
};

export function createPolicy(id: string, configuration: unknown, build: PolicyBuild): Policy | PolicyProblem {
  const create = FACTORIES[id];
  return create ? create(configuration as never, build) : new PolicyProblem(`This gateway does not know the policy ${id}.`, "");
}
