import type { RateLimit } from "@sluice/definition/policies/rate-limit";
import type { PolicyBuild } from "../create-policy.ts";
import type { Policy } from "../policy.ts";
import type { PolicyProblem } from "../policy-problem.ts";
import { createRequestLimit } from "./request-limit.ts";

export function createRateLimit(configuration: RateLimit, build: PolicyBuild): Policy | PolicyProblem {
  const words = {
    policy: "rate-limit",
    field: "rate",
    exceeded: "Rate limit",
    trouble: "Rate limit blocked the query due to internal error",
    headerPrefix: "x-rate-limit",
  };
  return createRequestLimit({ ...words, ...configuration }, build);
}
