// What an expression costs: compiled once at deployment, evaluated on every call. `node scripts/bench/expressions.ts` prints microseconds.
import { compileCondition } from "../../packages/expression/src/compile-condition.ts";
import { compileTemplate } from "../../packages/expression/src/compile-template.ts";
import { ExpressionProblem } from "../../packages/expression/src/problem.ts";
import { sampleContext } from "../../packages/expression/src/testing/sample-context.ts";
import { median } from "./median.ts";

const ROUNDS = 7;
const EVALUATIONS = 200_000;
const COMPILATIONS = 1_000;

const EXPRESSIONS = [
  [compileCondition, "{#request.headers['x-tier'][0] == 'gold'}"],
  [compileCondition, "{#request.headers['x-tier'][0] matches '^g.*'}"],
  [compileCondition, "{#llm.kind == 'PROMPT' || #llm.kind == 'TOOL_CALL'}"],
  [compileTemplate, "team-{#request.headers['x-tier'][0]}"],
  [compileTemplate, "{#jsonPath(#request.content, '$.messages[-1:].content')}"],
  [compileTemplate, "constant"],
] as const;

function microsOf(times: number, run: () => unknown): string {
  const rounds: number[] = [];
  // The first two warm up.
  for (let round = -2; round < ROUNDS; round += 1) {
    const beganMs = performance.now();
    for (let time = 0; time < times; time += 1) run();
    if (round >= 0) rounds.push(((performance.now() - beganMs) * 1000) / times);
  }
  return median(rounds).toFixed(3);
}

const context = sampleContext();
for (const [compile, source] of EXPRESSIONS) {
  const expression = compile(source);
  if (expression instanceof ExpressionProblem) throw new Error(expression.message);
  const evaluated = microsOf(EVALUATIONS, () => expression.evaluate(context));
  const compiled = microsOf(COMPILATIONS, () => compile(source));
  console.log(`${evaluated} µs an evaluation, ${compiled} µs to compile: ${source}`);
}
