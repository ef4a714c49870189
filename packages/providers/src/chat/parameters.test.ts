import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { judgeParameters } from "./parameters.ts";
import { requestOf } from "./testing/chat-call.ts";

test("what asks for nothing more than what happens anyway is passed over in silence", () => {
  const idle = {
    n: 1,
    logprobs: false,
    top_logprobs: 0,
    store: false,
    logit_bias: {},
    modalities: ["text"],
    presence_penalty: 0,
    parallel_tool_calls: true,
    service_tier: "auto",
  };
  for (const dialect of ["anthropic", "gemini", "bedrock"] as const) expect(judgeParameters(requestOf(idle), dialect)).toEqual([]);
});

test("what nothing hangs on is dropped and named, unknown fields too", () => {
  expect(judgeParameters(requestOf({ seed: 1, logit_bias: { 5: 1 }, "frob\r\nx-evil: 1": true }), "anthropic")).toEqual([
    "seed",
    "logit_bias",
    "frob__x-evil__1",
  ]);
  expect(judgeParameters(requestOf({ seed: 1 }), "gemini")).toEqual([]);
});

test("names of speakers are dropped and named, names of functions are not speakers", () => {
  expect(judgeParameters(requestOf({ messages: [{ role: "user", content: "Hi.", name: "alice" }] }), "gemini")).toEqual(["messages.name"]);
  const call = { id: "a", type: "function", function: { name: "look", arguments: "{}" } };
  const messages = [
    { role: "user", content: "Hi." },
    { role: "assistant", tool_calls: [call] },
    { role: "tool", tool_call_id: "a", name: "look", content: "x" },
  ];
  expect(judgeParameters(requestOf({ messages }), "gemini")).toEqual([]);
});

test("what the caller would miss is refused by its name", () => {
  for (const [name, value] of Object.entries({ n: 2, logprobs: true, modalities: ["text", "audio"], web_search_options: {} })) {
    const denial = judgeParameters(requestOf({ [name]: value }), "anthropic");
    expect(denial).toBeInstanceOf(Denial);
    expect(denial).toMatchObject({ code: "unsupported_parameter", status: 400, extra: { param: name } });
  }
});

test("names of a prototype's members are unknown fields like any other", () => {
  expect(judgeParameters(requestOf(JSON.parse('{"__proto__":{"x":1},"constructor":1}')), "anthropic")).toEqual([
    "__proto__",
    "constructor",
  ]);
});
