import { compileModelPattern } from "@sluice/definition/model-pattern";
import type { Parameters } from "@sluice/definition/policies/parameters";
import { Denial } from "@sluice/wire/denial";
import type { PolicyBuild } from "../create-policy.ts";
import type { Policy } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";

/** What decides where and how a call goes is not a parameter. */
const FIXED = ["model", "stream", "messages", "input", "prompt"] as const;

/** Refuses models first, then sets what is forced, fills in defaults, and lowers what exceeds a ceiling. */
export function createParameters(configuration: Parameters, { identity }: PolicyBuild): Policy | PolicyProblem {
  for (const field of ["defaults", "forced", "ceilings"] as const) {
    const fixed = FIXED.find((name) => name in configuration[field]);
    if (fixed) return new PolicyProblem(`${fixed} is not for this policy to change.`, `${field}.${fixed}`);
  }
  const allowed = compilePatterns(configuration.allowedModels, "allowedModels");
  if (allowed instanceof PolicyProblem) return allowed;
  const denied = compilePatterns(configuration.deniedModels, "deniedModels");
  if (denied instanceof PolicyProblem) return denied;
  return {
    onRequest(context) {
      const refusal = refuseModel(context.call.model, { allowed, denied });
      if (refusal !== null) {
        const action = configuration.dryRun ? "would_block" : "blocked";
        context.decide({ policy: "parameters", step: identity.step, action, detail: "model not allowed" });
        if (!configuration.dryRun) return refusal;
      }
      const changed = setParameters(context, configuration);
      if (changed.length > 0) context.decide({ policy: "parameters", step: identity.step, action: "changed", detail: changed.join(", ") });
      return null;
    },
  };
}

type Test = (name: string) => boolean;

interface Lists {
  readonly allowed: readonly Test[];
  readonly denied: readonly Test[];
}

/** A model is known by its name with and without the group before it. */
function refuseModel(model: string | null, { allowed, denied }: Lists): Denial | null {
  if (model === null) return null;
  const names = [model, model.slice(model.indexOf(":") + 1)];
  const among = (tests: readonly Test[]) => names.some((name) => tests.some((test) => test(name)));
  if (!among(denied) && (allowed.length === 0 || among(allowed))) return null;
  return new Denial("model_not_allowed", "This model may not be used here. Ask the API's publisher which ones may.", { param: "model" });
}

/** Globs as endpoints use them to accept models: `gpt-*`, `(opus|haiku)*`. */
function compilePatterns(globs: readonly string[], field: string): readonly Test[] | PolicyProblem {
  const tests: Test[] = [];
  for (const [at, glob] of globs.entries()) {
    const test = compileModelPattern(glob);
    if (test === null) return new PolicyProblem("The brackets of this pattern do not pair, or it has too many choices.", `${field}.${at}`);
    tests.push(test);
  }
  return tests;
}

/** Where there are none, or the gateway does not read them. */
const WITHOUT_PARAMETERS: ReadonlySet<PolicyContext["call"]["path"]> = new Set(["models", "uploads", "downloads", "realtime"]);

function setParameters({ call }: PolicyContext, { forced, defaults, ceilings }: Parameters): readonly string[] {
  if (WITHOUT_PARAMETERS.has(call.path)) return [];
  const changed: string[] = [];
  const set = (name: string, value: unknown): void => {
    call.setParameter(name, value);
    changed.push(name);
  };
  for (const [name, value] of Object.entries(forced)) set(name, value);
  for (const [name, value] of Object.entries(defaults)) if (call.parameter(name) === undefined) set(name, value);
  for (const [name, ceiling] of Object.entries(ceilings)) {
    const given = call.parameter(name);
    if (typeof given === "number" && given > ceiling) set(name, ceiling);
  }
  return changed;
}
