import type { AiExactCache } from "@sluice/definition/policies/ai-exact-cache";
import { timeToLiveMs } from "@sluice/definition/policies/cache-fields";
import { openAiTotals } from "@sluice/wire/usage";
import { cacheKey } from "../answer-cache/cache-key.ts";
import { replay } from "../answer-cache/replay.ts";
import { compileTemplates } from "../compile-templates.ts";
import type { PolicyBuild } from "../create-policy.ts";
import type { Policy } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";

const POLICY = "ai-exact-cache";

/** Answers the very same call of the same subscription from what was answered before; keeps good answers that were whole. */
export function createExactCache(configuration: AiExactCache, { identity, sources }: PolicyBuild): Policy | PolicyProblem {
  const parameters = compileTemplates(configuration.parameters, { of: ({ value }) => value, path: (at) => `parameters.${at}.value` });
  if (parameters instanceof PolicyProblem) return parameters;
  const parts = { apiId: identity.apiId, policies: sources.policies, parameters, keyless: configuration.keyless };
  const keepMs = timeToLiveMs(configuration);
  const { answers } = sources;
  /** Of calls under way; a call that is gone needs none. */
  const keys = new WeakMap<PolicyContext, string>();
  return {
    async onRequest(context) {
      const key = cacheKey(context, parts);
      if (key === null) return null;
      const kept = await answers.get(key);
      if (kept !== null) return replay(context, kept, { policy: POLICY, step: identity.step, how: "the same call" });
      keys.set(context, key);
      context.responseHeaders.set("x-cache", "MISS");
      return null;
    },
    onAnswered(context, { status, contentType, body }) {
      const key = keys.get(context);
      if (key === undefined || status !== 200) return;
      const usage = context.usage();
      const tokens = usage.provenance === "none" ? null : openAiTotals(usage).total;
      answers.put(key, { status, contentType, body, tokens, storedAtMs: context.nowMs() }, keepMs);
    },
  };
}
