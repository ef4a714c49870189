import { describe, expect, test } from "vitest";
import { compileCondition } from "./compile-condition.ts";
import { compileNumber } from "./compile-number.ts";
import { compileTemplate } from "./compile-template.ts";
import { ExpressionProblem } from "./problem.ts";
import { type Sample, sampleContext } from "./testing/sample-context.ts";

function holds(source: string, sample?: Sample) {
  const expression = compileCondition(source);
  return expression instanceof ExpressionProblem ? expression.message : expression.evaluate(sampleContext(sample));
}

function write(source: string, sample?: Sample) {
  const expression = compileTemplate(source);
  if (expression instanceof ExpressionProblem) return expression.message;
  const result = expression.evaluate(sampleContext(sample));
  return result.ok ? result.value : result;
}

function count(source: string, sample?: Sample) {
  const expression = compileNumber(source);
  if (expression instanceof ExpressionProblem) return expression.message;
  const result = expression.evaluate(sampleContext(sample));
  return result.ok ? result.value : result;
}

describe("conditions as Gravitee's users write them", () => {
  test.each([
    ["{#request.headers['x-tier'][0] == 'gold'}", true],
    ["{#request.headers['X-Tier'][0] == 'gold'}", true],
    ["{#request.headers['x-tier'][0] != 'gold'}", false],
    ["#request.headers['x-tier'][0] == 'gold'", true],
    [" {#request.headers['x-tier'][0] eq 'gold'} ", true],
    ["{#request.headers['x-missing'][0] == 'gold'}", false],
    ["{#request.headers['x-missing'] == null}", true],
    ["{#request.headers['x-tier'] != null && #request.headers['x-tier'][0] matches '^g.*'}", true],
    ["{#request.headers['x-tier'] != null && #request.headers['x-tier'][0] matches '^o.*'}", false],
    ["{#request.headers['x-tier'][0].matches('g.ld')}", true],
    ["{#request.headers.containsKey('X-Tier')}", true],
    ["{#request.headers.getFirst('x-list') == 'a'}", true],
    ["{#request.headers['x-list'].contains('b')}", true],
    ["{#request.headers['x-list'].size() == 2}", true],
    ["{({'gold', 'silver'}).contains(#request.headers['x-tier'][0])}", true],
    ["{#request.params['tag'][1] == 'b'}", true],
    ["{#request.method == 'POST' and #request.pathInfo.startsWith('/chat')}", true],
    ["{not (#request.method == 'GET') or false}", true],
    ["{!#llm.stream}", true],
    ["{#llm.kind == 'PROMPT' || #llm.kind == 'TOOL_CALL'}", true],
    ["{#llm.model.startsWith('gpt')}", true],
    ["{#llm.prompt.toLowerCase().contains('sluice')}", true],
    ["{#llm.prompt.length() > 1000}", false],
    ["{#request.jsonContent.messages[1].role == 'user'}", true],
    ["{#request.jsonContent['n'] >= 2}", true],
    ["{#request.jsonContent.missing.deep[3].deeper == null}", true],
    ["{#request.jsonContent?.messages?.size() lt 3}", true],
    ["{#jsonPath(#request.content, '$.model') == 'gpt-4o'}", true],
    ["{#jsonPath(#request.content, '$.messages[?@.role==\"system\"]').size() == 1}", true],
    ["{#subscription.id == 'sub-1' && #plan.name == 'Gold' && #api.id == 'api-1'}", true],
    ["{#context.attributes['vip']}", false],
    ["{(1 + 2 * 3 - 4) / 2 == 1.5 && 7 mod 4 == 3 && -2 < 0}", true],
    ["{'it''s' == \"it's\"}", true],
    ["{'a\\d' == \"a\\d\"}", true],
    ["{'} or #foo and {' == 'x'}", false],
    ["true", true],
  ])("%s", (source, expected) => {
    expect(holds(source)).toEqual({ ok: true, value: expected });
  });

  test("reads what a response brought, where there is one", () => {
    const response = { status: 204, headers: {}, content: null, jsonContent: null };
    const source = "{#response.status >= 200 && #response.status < 300}";
    expect(holds(source, { response })).toEqual({ ok: true, value: true });
    expect(holds(source)).toEqual({ ok: true, value: false });
  });

  test("everything in a part that this call does not have is null", () => {
    expect(holds("{#subscription.clientId == null && #llm.model == null}", { subscription: null, llm: null })).toEqual({
      ok: true,
      value: true,
    });
  });

  test("a truth value in a text is taken, and another text says why not", () => {
    expect(holds("{#context.attributes['vip']}", { attributes: { vip: "true" } })).toEqual({ ok: true, value: true });
    expect(holds("{#context.attributes['vip']}", { attributes: { vip: "very" } })).toEqual({
      ok: false,
      reason: "A condition is true or false, and this is a text.",
    });
  });
});

describe("templates", () => {
  test.each([
    ["team-{#request.headers['x-tier'][0]}", "team-gold"],
    ["{#request.headers['x-missing'][0]}", ""],
    ["{#request.headers['x-list']}", "a,b"],
    ["{#jsonPath(#request.content, '$.messages[-1:].content')}", "What is a sluice?"],
    ["{#request.jsonContent.messages[0]}", '{"role":"system","content":"Be kind."}'],
    ["{#context.attributes['llmproxy.model.override']}", "mini"],
    ["{#api.id}_{#plan.id}_{#subscription.applicationId}", "api-1_plan-1_app-1"],
    ["{#llm.stream ? 'live' : 'whole'}", "whole"],
    ["{#request.headers['x-missing'][0] ?: 'nobody'}", "nobody"],
    ["{#request.headers['x-tier'][0] ?: 'nobody'}", "gold"],
    ["{'ab' + 1 + null}", "{'ab' + 1 + null}"],
    ["{('ab' + 1 + null)}", "ab1"],
    ['{"tier": "{#request.headers[\'x-tier\'][0].toUpperCase()}"}', '{"tier": "GOLD"}'],
    ["{#request.path.substring(1).replace('/', '.')}", "ai.chat.completions"],
    ['no expression, {} and { "a": 1 }', 'no expression, {} and { "a": 1 }'],
    ["", ""],
  ])("%s", (source, expected) => {
    expect(write(source, { attributes: { "llmproxy.model.override": "mini" } })).toBe(expected);
  });

  test("one without an expression is constant, and asks nothing of the context", () => {
    const template = compileTemplate("team-a");
    if (template instanceof ExpressionProblem) throw new Error(template.message);
    const context = sampleContext();
    expect(template.evaluate(context)).toBe(template.evaluate(context));
    expect(template.reads).toEqual([]);
  });
});

describe("numbers", () => {
  test.each([
    ["100", 100],
    ["{#request.headers['x-limit'][0]}", 100],
    ["{#request.jsonContent.n * 500}", 1000],
    ["{#plan.name == 'Gold' ? 5000 : 100}", 5000],
    ["{#request.headers['x-tier'][0]}", { ok: false, reason: "A number is needed, and this is another text." }],
    ["{#request.headers['x-missing'][0]}", { ok: false, reason: "The expression gives nothing." }],
    [
      "{1 / (#request.jsonContent.n - 2)}",
      { ok: false, reason: "The calculation gives no number: something is divided by 0, or too large." },
    ],
  ])("%s", (source, expected) => {
    expect(count(source)).toEqual(expected);
  });
});

describe("what an expression reads is known at deployment", () => {
  test.each([
    ["{#request.headers['x'][0] == 'a' && #llm.model == 'b'}", ["llm.model", "request.headers"], false],
    ["{#request.content.contains('x')}", ["request.content"], true],
    ["{#jsonPath(#request.content, '$.model') == 'x'}", ["request.content", "request.jsonContent"], true],
    ["{#llm.prompt.contains('x')}", ["llm.prompt"], true],
    ["{'#request.content' == #plan.id}", ["plan.id"], false],
  ])("%s", (source, reads, readsRequestBody) => {
    expect(compileCondition(source)).toMatchObject({ reads, readsRequestBody, readsResponseBody: false });
  });

  test("a rule on a header never asks for the body", () => {
    const asked = () => {
      throw new Error("asked for the body");
    };
    const request = Object.defineProperties(
      {},
      { content: { get: asked, enumerable: true }, jsonContent: { get: asked, enumerable: true } },
    );
    expect(holds("{#request.headers['x-tier'][0] == 'silver' && #request.content.contains('a')}", { request })).toEqual({
      ok: true,
      value: false,
    });
    expect(holds("{#request.content.contains('a')}", { request })).toEqual({
      ok: false,
      reason: "Something that the expression reads could not be read.",
    });
  });
});
