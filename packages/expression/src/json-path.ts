import { JSONPathEnvironment, type JSONPathQuery, type JSONValue, jsonpath } from "json-p3";
import { DEEPEST_PATH_SEARCH, MOST_ELEMENTS, MOST_PATH_BRANCHES, MOST_WORK, WORK_A_JSON_VALUE, WORK_A_PATH_CHARACTER } from "./limits.ts";
import { fail, type Scope, spend } from "./scope.ts";

const environment = new JSONPathEnvironment({ maxRecursionDepth: DEEPEST_PATH_SEARCH });
// They run the engine's backtracking regular expressions.
environment.functionRegister.delete("match");
environment.functionRegister.delete("search");

/**
 * A path of RFC 9535; or why it cannot be used. A path that can lead to one value only gives that or null, as in Jayway's; another gives a list.
 * What it may take is decided here: searches do not multiply, so that looking once at every value is the worst.
 */
export function compileJsonPath(path: string): ((scope: Scope, document: unknown) => unknown) | string {
  let query: JSONPathQuery;
  try {
    query = environment.compile(path);
  } catch (error) {
    return `This is no JSONPath (RFC 9535): ${error instanceof Error ? error.message.split("\n")[0] : "it cannot be read"}.`;
  }
  const tooMuch = explainCost(query);
  if (tooMuch) return tooMuch;
  const single = query.singularQuery();
  const unitsAValue = WORK_A_JSON_VALUE + WORK_A_PATH_CHARACTER * path.length;
  return (scope, document) => {
    if (scope.failure !== null) return null;
    if (single) return query.match(document as JSONValue)?.value ?? null;
    return spend(scope, countValues(document, MOST_WORK / unitsAValue) * unitsAValue) ? readAll(scope, query, document) : null;
  };
}

function readAll(scope: Scope, query: JSONPathQuery, document: unknown): unknown {
  const found: unknown[] = [];
  for (const node of query.lazyQuery(document as JSONValue)) {
    if (found.length === MOST_ELEMENTS) return fail(scope, `The path finds more than ${MOST_ELEMENTS} values.`);
    found.push(node.value);
  }
  return found;
}

function explainCost({ segments }: JSONPathQuery): string | null {
  if (segments.filter((segment) => segment.toString().startsWith("..")).length > 1) return 'A path searches with ".." once at most.';
  const branches = segments.reduce((product, { selectors }) => product * selectors.length, 1);
  if (branches > MOST_PATH_BRANCHES) return `The path branches into more than ${MOST_PATH_BRANCHES}.`;
  const filters = segments.flatMap(({ selectors }) =>
    selectors.filter((selector) => selector instanceof jsonpath.selectors.FilterSelector),
  );
  return filters.every(({ expression }) => readsSingleValues(expression))
    ? null
    : 'Within a filter, a path leads to one value: "..", "*", slices and further filters would multiply the search.';
}

function readsSingleValues(expression: jsonpath.expressions.FilterExpression): boolean {
  const { FilterQuery, FunctionExtension, InfixExpression, LogicalExpression, PrefixExpression } = jsonpath.expressions;
  if (expression instanceof FilterQuery) return expression.path.singularQuery();
  if (expression instanceof FunctionExtension) return expression.args.every(readsSingleValues);
  if (expression instanceof InfixExpression) return readsSingleValues(expression.left) && readsSingleValues(expression.right);
  if (expression instanceof LogicalExpression) return readsSingleValues(expression.expression);
  if (expression instanceof PrefixExpression) return readsSingleValues(expression.right);
  return true;
}

/** The values in a document, as far as `most`; above that any number above. Without recursion: documents nest as callers like. */
function countValues(document: unknown, most: number): number {
  const waiting: unknown[] = [document];
  let count = 0;
  while (waiting.length > 0) {
    const value = waiting.pop();
    count += 1;
    if (typeof value !== "object" || value === null) continue;
    const inside = Array.isArray(value) ? value : Object.values(value);
    if (count + waiting.length + inside.length > most) return most + 1;
    for (const element of inside) waiting.push(element);
  }
  return count;
}
