import type { PromptDecorator } from "@sluice/definition/policies/prompt-decorator";
import { compileTemplates } from "../compile-templates.ts";
import type { PolicyBuild } from "../create-policy.ts";
import type { Policy } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";

/** Puts its messages around the caller's. A message whose expression gives nothing is left out. */
export function createPromptDecorator({ prepend, append }: PromptDecorator, { identity }: PolicyBuild): Policy | PolicyProblem {
  const before = compileTemplates(prepend, { of: ({ content }) => content, path: (at) => `prepend.${at}.content` });
  if (before instanceof PolicyProblem) return before;
  const after = compileTemplates(append, { of: ({ content }) => content, path: (at) => `append.${at}.content` });
  if (after instanceof PolicyProblem) return after;
  const write = (messages: typeof before, context: PolicyContext) =>
    messages.flatMap(({ role, template }) => {
      const result = template.evaluate(context);
      return result.ok && result.value !== "" ? [{ role, content: result.value }] : [];
    });
  return {
    onRequest(context) {
      const [first, last] = [write(before, context), write(after, context)];
      const added = (first.length > 0 && context.call.addMessages("before", first)) || false;
      const also = last.length > 0 && context.call.addMessages("after", last);
      if (added || also)
        context.decide({
          policy: "prompt-decorator",
          step: identity.step,
          action: "changed",
          detail: `${first.length} before, ${last.length} after`,
        });
      return null;
    },
  };
}
