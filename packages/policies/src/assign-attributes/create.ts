import type { AssignAttributes } from "@sluice/definition/policies/assign-attributes";
import { compileTemplates } from "../compile-templates.ts";
import type { Policy } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";

/** Gravitee's attribute that chooses the model. A caller's prefix stays: only what follows it is replaced. */
const MODEL_OVERRIDE = "llmproxy.model.override";

/** Sets attributes in order; one whose expression gives nothing is not set, as in Gravitee. */
export function createAssignAttributes({ attributes }: AssignAttributes): Policy | PolicyProblem {
  const assigned = compileTemplates(attributes, { of: ({ value }) => value, path: (at) => `attributes.${at}.value` });
  if (assigned instanceof PolicyProblem) return assigned;
  const assign = (context: PolicyContext): void => {
    for (const { name, template } of assigned) {
      const result = template.evaluate(context);
      if (!result.ok || result.value === "") continue;
      context.context.attributes.set(name, result.value);
      if (name === MODEL_OVERRIDE) override(context, result.value);
    }
  };
  return {
    onRequest(context) {
      assign(context);
      return null;
    },
    onResponse: assign,
  };
}

function override({ call }: PolicyContext, model: string): void {
  const asked = call.model;
  if (asked === null) return;
  const colon = asked.indexOf(":");
  call.useModel(colon >= 0 && !model.includes(":") ? asked.slice(0, colon + 1) + model : model);
}
