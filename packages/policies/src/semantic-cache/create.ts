import { createHash } from "node:crypto";
import type { AiSemanticCache } from "@sluice/definition/policies/ai-semantic-cache";
import { timeToLiveMs } from "@sluice/definition/policies/cache-fields";
import { compileTemplate } from "@sluice/expression/compile-template";
import { ExpressionProblem } from "@sluice/expression/problem";
import { openAiTotals } from "@sluice/wire/usage";
import { cacheKey } from "../answer-cache/cache-key.ts";
import { replay } from "../answer-cache/replay.ts";
import { compileTemplates } from "../compile-templates.ts";
import type { PolicyBuild } from "../create-policy.ts";
import type { Policy } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { promptToCompare } from "./prompt-to-compare.ts";
import { unitVector } from "./vector-store.ts";

const POLICY = "ai-semantic-cache";

/** A call that was not answered from here, and whose answer may be kept. */
interface Pending {
  readonly bucket: string;
  readonly key: string;
  readonly vector: Float32Array;
}

/**
 * Answers a call that is nearly the same as an earlier one of the same subscription: alike in its last message, the same in all else.
 * A resource that fails costs a call and nothing else.
 */
export function createSemanticCache(configuration: AiSemanticCache, { identity, sources }: PolicyBuild): Policy | PolicyProblem {
  const parameters = compileTemplates(configuration.parameters, { of: ({ value }) => value, path: (at) => `parameters.${at}.value` });
  if (parameters instanceof PolicyProblem) return parameters;
  const expression = configuration.promptExpression.trim() === "" ? null : compileTemplate(configuration.promptExpression);
  if (expression instanceof ExpressionProblem) return new PolicyProblem(expression.message, "promptExpression");
  const resource = sources.resources.get(configuration.modelName);
  if (resource?.kind !== "embedding")
    return new PolicyProblem(`There is no resource ${configuration.modelName} in this API that embeds texts.`, "modelName");
  const { answers, vectors } = sources;
  const keepMs = timeToLiveMs(configuration);
  const parts = { apiId: identity.apiId, policies: sources.policies, parameters, keyless: configuration.keyless };
  const pending = new WeakMap<PolicyContext, Pending>();

  const find = async (context: PolicyContext, { bucket, vector }: Omit<Pending, "key">) => {
    const near = await vectors.nearest(bucket, vector);
    if (near === null || near.similarity < configuration.threshold) return null;
    const kept = await answers.get(near.key);
    const how = `alike by ${near.similarity.toFixed(3)}`;
    return kept === null ? null : replay(context, kept, { policy: POLICY, step: identity.step, how });
  };

  return {
    async onRequest(context) {
      const prompt = promptToCompare(context, expression);
      if (prompt === null) return null;
      const bucket = cacheKey(context, { ...parts, around: prompt.around });
      if (bucket === null) return null;
      const vector = await resource.embed(prompt.text, context.signal).then(unitVector, () => null);
      if (vector === null) {
        context.decide({ policy: POLICY, step: identity.step, action: "failed", detail: "the prompt could not be embedded" });
        return null;
      }
      const hit = await find(context, { bucket, vector });
      if (hit !== null) return hit;
      const key = createHash("sha256").update(bucket).update(prompt.text).digest("hex");
      pending.set(context, { bucket, key, vector });
      context.responseHeaders.set("x-cache", "MISS");
      return null;
    },
    onAnswered(context, { status, contentType, body }) {
      const call = pending.get(context);
      if (call === undefined || status !== 200) return;
      const usage = context.usage();
      const tokens = usage.provenance === "none" ? null : openAiTotals(usage).total;
      answers.put(call.key, { status, contentType, body, tokens, storedAtMs: context.nowMs() }, keepMs);
      vectors.add(call.bucket, call, keepMs);
    },
  };
}
