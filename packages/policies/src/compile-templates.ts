import { compileTemplate } from "@sluice/expression/compile-template";
import type { Expression } from "@sluice/expression/expression";
import { ExpressionProblem } from "@sluice/expression/problem";
import { PolicyProblem } from "./policy-problem.ts";

/** The templates in one field of each item of a list, or the first that is none. */
export function compileTemplates<Item>(
  items: readonly Item[],
  field: { readonly of: (item: Item) => string; readonly path: (at: number) => string },
): readonly (Item & { readonly template: Expression<string> })[] | PolicyProblem {
  const compiled: (Item & { readonly template: Expression<string> })[] = [];
  for (const [at, item] of items.entries()) {
    const template = compileTemplate(field.of(item));
    if (template instanceof ExpressionProblem) return new PolicyProblem(template.message, field.path(at));
    compiled.push({ ...item, template });
  }
  return compiled;
}
