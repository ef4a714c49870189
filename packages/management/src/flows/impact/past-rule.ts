import type { Step } from "@sluice/definition/flow";
import { compileModelPattern } from "@sluice/definition/model-pattern";
import { costRatelimitSchema } from "@sluice/definition/policies/cost-ratelimit";
import { periodMs } from "@sluice/definition/policies/limit-period";
import { parametersSchema } from "@sluice/definition/policies/parameters";
import { quotaSchema } from "@sluice/definition/policies/quota";
import { rateLimitSchema } from "@sluice/definition/policies/rate-limit";
import { tokenRatelimitSchema } from "@sluice/definition/policies/token-ratelimit";
import { type PastLimit, pastLimits } from "./past-limit.ts";
import { CannotTell, type PastRequest, type PastRule } from "./past-request.ts";

type Judge = (configuration: Step["configuration"]) => PastRule | CannotTell;

const JUDGES: Readonly<Record<string, Judge>> = {
  "token-ratelimit": (configuration) => {
    const parsed = tokenRatelimitSchema.safeParse(configuration);
    if (!parsed.success) return INCOMPLETE;
    const { rate, modelWeights } = parsed.data;
    if (modelWeights.length > 0) return new CannotTell("It weighs tokens by model.");
    const { limit, inputLimit, outputLimit } = rate;
    return limited(rate, [
      { limit, amountOf: ({ inputTokens, outputTokens }) => inputTokens + outputTokens },
      { limit: inputLimit, amountOf: ({ inputTokens }) => inputTokens },
      { limit: outputLimit, amountOf: ({ outputTokens }) => outputTokens },
    ]);
  },
  "cost-ratelimit": (configuration) => {
    const parsed = costRatelimitSchema.safeParse(configuration);
    if (!parsed.success) return INCOMPLETE;
    return limited(parsed.data.rate, [{ limit: parsed.data.rate.limit, amountOf: ({ costUsd }) => costUsd }]);
  },
  "rate-limit": (configuration) => {
    const parsed = rateLimitSchema.safeParse(configuration);
    if (!parsed.success) return INCOMPLETE;
    const { rate } = parsed.data;
    if (rate.dynamicPeriodTime?.trim()) return BY_EXPRESSION;
    return limited(rate, [{ limit: rate.limit, amountOf: () => 1 }]);
  },
  quota: (configuration) => {
    const parsed = quotaSchema.safeParse(configuration);
    if (!parsed.success) return INCOMPLETE;
    return limited(parsed.data.quota, [{ limit: parsed.data.quota.limit, amountOf: () => 1 }]);
  },
  parameters: (configuration) => {
    const parsed = parametersSchema.safeParse(configuration);
    return parsed.success ? byModel(parsed.data) : INCOMPLETE;
  },
};

const INCOMPLETE = new CannotTell("It is not complete yet.");
const BY_EXPRESSION = new CannotTell("It depends on an expression, and rows do not keep what it reads.");
const BY_CONTENT = new CannotTell("It looks at what is not kept: texts, headers and addresses of requests.");

/** What a step would have refused, where rows hold all that it looks at. */
export function pastRule({ policy, condition, configuration }: Step): PastRule | CannotTell {
  const judge = JUDGES[policy];
  if (!judge) return BY_CONTENT;
  return condition?.trim() ? BY_EXPRESSION : judge(configuration);
}

interface Rate {
  readonly key: string;
  readonly resetStrategy: "ROLLING" | "CALENDAR";
  readonly periodTime: number;
  readonly periodTimeUnit: Parameters<typeof periodMs>[0]["unit"];
}

/** A limit of 0 is none by itself; where all are, an expression says it. */
function limited(rate: Rate, limits: readonly Omit<PastLimit, "periodMs">[]): PastRule | CannotTell {
  const set = limits.filter(({ limit }) => limit > 0);
  if (set.length === 0 || rate.key.trim() !== "") return BY_EXPRESSION;
  if (rate.resetStrategy === "CALENDAR") return new CannotTell("It starts anew with the calendar; only rolling periods are reckoned here.");
  const length = periodMs({ time: rate.periodTime, unit: rate.periodTimeUnit });
  return pastLimits(set.map((one) => ({ ...one, periodMs: length })));
}

interface Lists {
  readonly allowedModels: readonly string[];
  readonly deniedModels: readonly string[];
}

/** A model is known by its name with and without the group before it. */
function byModel({ allowedModels, deniedModels }: Lists): PastRule {
  const tests = (globs: readonly string[]) => globs.flatMap((glob) => compileModelPattern(glob) ?? []);
  const [allowed, denied] = [tests(allowedModels), tests(deniedModels)];
  return ({ model }: PastRequest) => {
    if (model === null) return false;
    const names = [model, model.slice(model.indexOf(":") + 1)];
    const among = (list: typeof allowed) => names.some((name) => list.some((test) => test(name)));
    return among(denied) || (allowed.length > 0 && !among(allowed));
  };
}
