import { compileTemplate } from "@sluice/expression/compile-template";
import { ExpressionProblem } from "@sluice/expression/problem";
import type { PolicyIdentity } from "../create-policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { counterKeys } from "./counter-key.ts";

interface KeySource {
  readonly key: string;
  readonly useKeyOnly: boolean;
  /** Where the key stands in the configuration. */
  readonly path: string;
}

/** Names a counter of this step for a request's consumer. */
export type KeyFor = (context: PolicyContext, of: string) => string;

export function compileKey(
  { key, useKeyOnly, path }: KeySource,
  { policy, identity }: { readonly policy: string; readonly identity: PolicyIdentity },
): KeyFor | PolicyProblem {
  const template = compileTemplate(key);
  if (template instanceof ExpressionProblem) return new PolicyProblem(template.message, path);
  const name = counterKeys(policy, identity);
  return (context, of) => {
    const result = template.evaluate(context);
    // A key that cannot be evaluated counts for the plan and subscription: nobody gets a fresh budget by breaking it.
    return name(context, { key: result.ok ? result.value : "", useKeyOnly }, of);
  };
}
