import { expect, test } from "vitest";
import { compileCondition } from "./compile-condition.ts";
import { compileTemplate } from "./compile-template.ts";
import { MOST_RESULT_CHARACTERS } from "./limits.ts";
import { ExpressionProblem } from "./problem.ts";
import { type Sample, sampleContext } from "./testing/sample-context.ts";

const write = (source: string, sample?: Sample) => {
  const template = compileTemplate(source);
  return template instanceof ExpressionProblem ? template.message : template.evaluate(sampleContext(sample));
};

const LONGEST_MS = 1000;

/** Evaluates within a second, or has been refused: nothing hangs. */
const quickly = (source: string, sample?: Sample) => {
  const start = performance.now();
  const result = write(source, sample);
  expect(performance.now() - start).toBeLessThan(LONGEST_MS);
  return result;
};

const nested = (depth: number, inner: string, [open, close]: readonly [string, string]) => open.repeat(depth) + inner + close.repeat(depth);

test.each([
  "{#request.jsonContent.__proto__}",
  "{#request.jsonContent['__proto__']}",
  "{#request.jsonContent.constructor}",
  "{#request.jsonContent['const' + 'ructor']['const' + 'ructor']}",
  "{#request.jsonContent.toString}",
  "{#request.jsonContent.messages.length}",
  "{#request.jsonContent.messages['map']}",
  "{#request.headers['__proto__'][0]}",
  "{#request.headers['constructor']}",
  "{#request.headers['to' + 'String']}",
  "{#request.params['constructor']}",
  "{#context.attributes['constructor']}",
  "{#context.attributes.size}",
  "{#context.attributes['object'].secret}",
  "{#context.attributes['function']}",
  "{#context.attributes['function'].name}",
  "{#context.attributes['object']['run']}",
  "{#jsonPath(#request.content, '$.constructor')}",
  "{#jsonPath(#request.content, '$.__proto__.x')}",
])("%s gives null: nothing inherited, no function", (source) => {
  class Inherits {
    get secret() {
      return "secret";
    }
    run = () => "ran";
  }
  expect(write(source, { attributes: { object: new Inherits(), function: () => "called" } })).toEqual({ ok: true, value: "" });
});

test.each([
  "{#constructor}",
  "{#__proto__.x}",
  "{#request.constructor}",
  "{#request['__proto__']}",
  "{#request[#request.method]}",
  "{#request.method.constructor('x')}",
  "{#request.jsonContent.hasOwnProperty('x')}",
  "{#elvis}",
  "{#v_request.method}",
  "{(elvis)}",
  "{#has(#request.method)}",
  "{#cel.bind(#x, 1, #x)}",
  "{#request.jsonContent.map('x', 1)}",
  "{('a' in 'b')}",
  "{#request.method // 'comment'}",
  "{(b'bytes')}",
  "{(0x1F)}",
  "{(1u)}",
])("%s is refused: neither JavaScript nor CEL shines through", (source) => {
  expect(compileTemplate(source)).toBeInstanceOf(ExpressionProblem);
});

test("what a request names like a prototype's member is data, and pollutes nothing", () => {
  const jsonContent = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "mine"}');
  expect(write("{#request.jsonContent.constructor}-{#request.jsonContent.polluted}", { request: { jsonContent } })).toEqual({
    ok: true,
    value: "mine-",
  });
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test.each([
  ["brackets", `{${nested(500, "1", ["(", ")"])} == 1}`],
  ["lists", `{(${nested(500, "1", ["{", "}"])})}`],
  ["negations", `{(${"!".repeat(2000)}true)}`],
  ["minus signs", `{(${"-".repeat(2000)}1)}`],
  ["steps", `{#request.jsonContent${".a".repeat(1500)}}`],
  ["choices", `{(${"true ? ".repeat(400)}1${" : 1".repeat(400)})}`],
  ["operators", `{(1${"+1".repeat(1500)})}`],
  ["arguments", `{#request.method.contains('a'${",'a'".repeat(500)})}`],
  ["characters", `{#request.method}${"x".repeat(5000)}`],
])("too many %s are refused, and do not exhaust the stack", (_, source) => {
  expect(compileTemplate(source)).toBeInstanceOf(ExpressionProblem);
});

test.each(["(a+)+$", "(a|aa)+$", "(.*a){20}", "^(([a-z])+.)+[A-Z]([a-z])+$"])("matches %s in linear time", (pattern) => {
  const prompt = `${"a".repeat(100_000)}!`;
  quickly(`{(#llm.prompt matches '${pattern}' ? 'yes' : 'no')}`, { llm: { prompt } });
});

test("refuses patterns that unfold to too many states", () => {
  expect(compileCondition("{#llm.prompt matches '(x{1,100}){1,9}y'}")).toBeInstanceOf(ExpressionProblem);
  expect(compileCondition(`{#llm.prompt matches '${"a".repeat(300)}'}`)).toBeInstanceOf(ExpressionProblem);
});

test("ends what would take too long, or grow too large", () => {
  const prompt = "a".repeat(1_000_000);
  const tooLong = { ok: false, reason: "The expression would take too long on this call." };
  const tooLarge = { ok: false, reason: `The result has more than ${MOST_RESULT_CHARACTERS} characters.` };
  expect(
    quickly(`{(${Array.from({ length: 60 }, (_, index) => `#llm.prompt.contains('${index}')`).join(" || ")})}`, { llm: { prompt } }),
  ).toEqual(tooLong);
  expect(quickly("{#llm.prompt}{#llm.prompt}", { llm: { prompt } })).toEqual(tooLarge);
  expect(quickly(`{#llm.prompt${`.replace('a', '${"a".repeat(100)}')`.repeat(10)}}`, { llm: { prompt } })).toEqual(tooLarge);
});

test.each([
  "$..*..*..*",
  "$[*,*][*,*][*,*][*,*][*,*]",
  "$[?@..a]",
  "$[?@[?@[?@.a]]]",
  "$..[?$..a]",
  '$[?match(@.a, "(a+)+")]',
  '$[?search(@.a, "(a+)+$")]',
])("refuses the path %s, whose search would multiply", (path) => {
  expect(compileTemplate(`{#jsonPath(#request.content, '${path}')}`)).toBeInstanceOf(ExpressionProblem);
});

test("stops at the first failure: the same again would fail the same way, and take as long", () => {
  const jsonContent = Object.fromEntries(Array.from({ length: 300_000 }, (_, index) => [`k${index}`, index]));
  const once = "{#jsonPath(#request.content, '$.*.a')}";
  const start = performance.now();
  expect(write(once, { request: { jsonContent } })).toMatchObject({ ok: false });
  const onceMs = performance.now() - start;
  expect(write(once.repeat(100), { request: { jsonContent } })).toMatchObject({ ok: false });
  expect(write("{#request.jsonContent}".repeat(150), { request: { jsonContent } })).toMatchObject({ ok: false });
  expect(performance.now() - start).toBeLessThan(20 * Math.max(onceMs, 100));
});

test.each(["$..a", "$[*].a", "$[?@.a == 1]", "$..[?@.a == 1 || @.b == 2]", "$[::2].a"])("the path %s ends on large documents", (path) => {
  const wide = Array.from({ length: 1_000_000 }, () => 1);
  const objects = Array.from({ length: 100_000 }, (_, index) => ({ a: index, b: [index] }));
  const deep = JSON.parse(nested(5000, "1", ["[", "]"]));
  for (const jsonContent of [wide, objects, deep]) quickly(`{#jsonPath(#request.content, '${path}')}`, { request: { jsonContent } });
});

test("an answer nested deeper than JSON can be written is a reason, not a throw", () => {
  let jsonContent: unknown = 1;
  for (let depth = 0; depth < 100_000; depth += 1) jsonContent = [jsonContent];
  expect(write("{#request.jsonContent}", { request: { jsonContent } })).toMatchObject({ ok: false });
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  expect(
    write("{#context.attributes['cyclic']}{#jsonPath(#context.attributes['cyclic'], '$..a')}", { attributes: { cyclic } }),
  ).toMatchObject({ ok: false });
});
