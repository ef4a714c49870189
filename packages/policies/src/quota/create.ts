import type { Quota } from "@sluice/definition/policies/quota";
import type { PolicyBuild } from "../create-policy.ts";
import type { Policy } from "../policy.ts";
import type { PolicyProblem } from "../policy-problem.ts";
import { createRequestLimit } from "../rate-limit/request-limit.ts";

export function createQuota({ quota, ...configuration }: Quota, build: PolicyBuild): Policy | PolicyProblem {
  const words = {
    policy: "quota",
    field: "quota",
    exceeded: "Quota",
    trouble: "Quota blocked the query due to internal error",
    headerPrefix: "x-quota",
  };
  return createRequestLimit({ ...words, ...configuration, rate: quota }, build);
}
