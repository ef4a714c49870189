import { expect, test } from "vitest";
import { compileCondition } from "./compile-condition.ts";
import { compileNumber } from "./compile-number.ts";
import { compileTemplate } from "./compile-template.ts";

test.each([
  ["{#foo.bar == 'a'}", 1, "There is no #foo: there are #request, #response, #context, #subscription, #llm, #api, #plan."],
  [
    "{#request.header['a'][0] == 'b'}",
    10,
    "#request has the fields id, method, path, contextPath, pathInfo, headers, params, remoteAddress, content, jsonContent.",
  ],
  [
    "{#request == 'a'}",
    1,
    "#request is no value by itself: name one of its fields, id, method, path, contextPath, pathInfo, headers, params, remoteAddress, content, jsonContent.",
  ],
  ["{#request.headers == null}", 1, "This is all headers: name one, as in …['name']."],
  ["{#request.headers['x-tier'] == 'gold'}", 1, "This is a list of texts and equals no single value: take one element, as in …[0]."],
  ["{#request.method == 5}", 1, "A text never equals a number."],
  ["{#llm.stream == 'true'}", 1, "A truth value never equals a text."],
  ["{#request.method > 5}", 1, "A text and a number have no order."],
  ["{#request.method && true}", 1, "This is a text, where true or false is needed: compare it with something."],
  ["{#request.method * 2 == 4}", 1, 'This is a text, and "*" takes numbers.'],
  ["{#request.method.length()}", 0, "A condition is true or false, and this is a number: compare it with something."],
  ["{#xpath(#request.content, '//a') == 'b'}", 1, "There is no function #xpath(): #jsonPath(content, 'path') is."],
  ["{#request.method.getClass() == null}", 1, /^There is no method getClass\(\)/],
  ["{#request.method.constructor() == null}", 1, /^There is no method constructor\(\)/],
  ["{#request.method.size() == 1}", 1, /^There is no method size\(\) of a text: it has length\(\)/],
  ["{#request.method.contains(1)}", 1, "contains() takes a text."],
  ["{T(java.lang.Runtime).getRuntime() == null}", 1, "Types, T(…), are not available: an expression reads the call, and nothing else."],
  ["{new String('a') == 'a'}", 1, "An expression makes no objects."],
  ["{#request.headers.?[true] == null}", 17, "Selections, .?[…], and projections, .![…], are not available: #jsonPath can filter."],
  ["{#request.method = 'GET'}", 17, 'An expression changes nothing: "==" compares.'],
  ["{#request.method == GET}", 20, "\"GET\" is neither a text nor a variable: write 'GET' or #GET."],
  ["{#request.method == 'GET}", 20, "This text is never closed."],
  ["{#request.method == ('GET'}", 26, 'This "}" does not close the "(" before it.'],
  ["{#request.method == ", 20, "The expression ends too early."],
  ["{#request.method == 'GET'", 0, 'The "{" is never closed.'],
  ["{}", 1, "The expression is empty."],
  ["", 0, "The expression is empty."],
  ["{#request.method == == 'GET'}", 20, '"==" is not expected here.'],
  ["{true} && {false}", 6, "Only one expression in braces can stand here: put what follows into it."],
  ["{#request.method matches #request.path}", 1, "A pattern is a text in quotes."],
  [
    "{#request.method matches '(?=a)b'}",
    25,
    "This is no regular expression that can be matched in linear time: look-arounds and references to groups are not.",
  ],
  ["{#jsonPath(#request.content, '$.a[') == 1}", 29, /^This is no JSONPath/],
  ["{#jsonPath(#request.content, #request.method) == 1}", 29, "A path is a text in quotes."],
  ["{#request.method == 'a' ?: }", 27, "The expression ends too early."],
])("refuses %s", (source, offset, message) => {
  expect(compileCondition(source)).toEqual({ message: typeof message === "string" ? message : expect.stringMatching(message), offset });
});

test("refuses a root that is not known yet where the rule is evaluated", () => {
  expect(compileCondition("{#subscription.id == 'a'}", { roots: ["request", "llm"] })).toMatchObject({
    message: "#subscription is not known yet where this is evaluated: #request, #llm are.",
  });
});

test("names the place in the second expression of a template", () => {
  expect(compileTemplate("a-{#api.id}-{#api.nam}")).toEqual({ message: "#api has the fields id, name.", offset: 18 });
});

test("refuses a number that cannot be one", () => {
  expect(compileNumber("{#llm.stream}")).toMatchObject({ message: "This must be a number, and is a truth value." });
});
