import type { Compiled } from "./compiler.ts";
import { checkLength, type Evaluated, type Expression, type ExpressionOptions, openSource } from "./expression.ts";
import { MOST_RESULT_CHARACTERS } from "./limits.ts";
import { ExpressionProblem } from "./problem.ts";
import { fail, type Scope } from "./scope.ts";
import { asText } from "./values.ts";

/** Where text ends and an expression begins, as in Gravitee: other braces are text, so that JSON may stand in a template. */
const OPENING = /\{\s*(?=[#(]|T\()/g;

/** A text with expressions in it: `team-{#request.headers['x-team'][0]}`. Null stands in it as nothing. Without an expression it is constant. */
export function compileTemplate(source: string, options: ExpressionOptions = {}): Expression<string> | ExpressionProblem {
  const tooLong = checkLength(source);
  if (tooLong) return tooLong;
  const { compileFrom, finish } = openSource(options);
  const parts: (string | Compiled)[] = [];
  let at = 0;
  for (;;) {
    OPENING.lastIndex = at;
    const opening = OPENING.exec(source);
    if (!opening) break;
    const part = compileFrom(source, OPENING.lastIndex);
    if (part instanceof ExpressionProblem) return part;
    if (!part.closed) return new ExpressionProblem('The "{" is never closed.', opening.index);
    parts.push(source.slice(at, opening.index), part.compiled);
    at = part.end;
  }
  parts.push(source.slice(at));
  if (parts.length === 1) return constant(source);
  return finish((scope) => writeParts(scope, parts));
}

function constant(text: string): Expression<string> {
  const result: Evaluated<string> = { ok: true, value: text };
  return { reads: [], readsRequestBody: false, readsResponseBody: false, evaluate: () => result };
}

function writeParts(scope: Scope, parts: readonly (string | Compiled)[]): string | null {
  let text = "";
  for (const part of parts) {
    text += typeof part === "string" ? part : asText(scope, part.evaluate(scope));
    if (text.length > MOST_RESULT_CHARACTERS) return fail(scope, `The result has more than ${MOST_RESULT_CHARACTERS} characters.`);
  }
  return text;
}
