import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import { callOf } from "../chat/testing/chat-call.ts";
import { type EncodedMessagesBody, encodeMessagesBody } from "./encode-request.ts";

const OLD = "claude-sonnet-4-20250514";
const NEW = "claude-opus-4-8";

function encode(body: Readonly<Record<string, unknown>>, model?: string): EncodedMessagesBody {
  const encoded = encodeMessagesBody(callOf({ max_tokens: 1024, ...body }, model));
  if (encoded instanceof Denial) throw new Error(encoded.message);
  return encoded;
}

const user = { role: "user", content: "Hello." };
const tool = (name: string) => ({ type: "function", function: { name } });
const call = (id: string, name: string) => ({ id, type: "function", function: { name, arguments: '{"city":"Oslo"}' } });

describe("thinking", () => {
  test("efforts are budgets that leave room for the answer", () => {
    expect(encode({ reasoning_effort: "low", max_tokens: 8_000 }).body.thinking).toEqual({ type: "enabled", budget_tokens: 2_048 });
    expect(encode({ reasoning_effort: "high", max_tokens: 16_000 }).body.thinking).toEqual({ type: "enabled", budget_tokens: 12_800 });
    expect(encode({ reasoning_effort: "none" }).body.thinking).toBeUndefined();
    expect(encode({ thinking: { type: "enabled", budget_tokens: 5_000 }, max_tokens: 8_000 }).body.thinking).toEqual({
      type: "enabled",
      budget_tokens: 5_000,
    });
  });

  test("newer models decide for themselves, and are told how hard to try", () => {
    const { thinking, output_config } = encode({ reasoning_effort: "xhigh" }, NEW).body;
    expect([thinking, output_config]).toEqual([{ type: "adaptive", display: "summarized" }, { effort: "xhigh" }]);
    expect(encode({ reasoning_effort: "minimal" }, "claude-sonnet-4-6").body).toMatchObject({
      thinking: { type: "adaptive" },
      output_config: { effort: "low" },
    });
  });

  const impossible: [string, Record<string, unknown>, string?][] = [
    ["too small a limit", { max_tokens: 500 }],
    ["a forced tool", { tools: [tool("look")], tool_choice: "required", max_tokens: 8_000 }],
    ["an answer that is begun", { messages: [user, { role: "assistant", content: "The" }], max_tokens: 8_000 }],
    [
      "thoughts that the client has lost",
      {
        tools: [tool("look")],
        messages: [user, { role: "assistant", tool_calls: [call("c", "look")] }, { role: "tool", tool_call_id: "c", content: "x" }],
        max_tokens: 8_000,
      },
    ],
    ["a model that cannot think", { max_tokens: 4_000 }, "claude-3-5-sonnet-20241022"],
  ];
  test.each(impossible)("is dropped and named with %s", (_, body, model) => {
    const { body: sent, dropped } = encode({ reasoning_effort: "high", ...body }, model);
    expect([sent.thinking, dropped]).toEqual([undefined, ["reasoning_effort"]]);
  });

  test("leaves no temperature beside it", () => {
    const { body, dropped } = encode({ reasoning_effort: "low", max_tokens: 8_000, temperature: 0.2, top_k: 5, top_p: 0.5 });
    expect([body.temperature, body.top_k, body.top_p, dropped]).toEqual([
      undefined,
      undefined,
      undefined,
      ["temperature", "top_p", "top_k"],
    ]);
    expect(encode({ reasoning_effort: "low", max_tokens: 8_000, temperature: 1 }).dropped).toEqual([]);
  });
});

describe("sampling", () => {
  test("a temperature beyond Anthropic's becomes its highest, and is said to be", () => {
    const { body, lost } = encode({ temperature: 1.7 });
    expect([body.temperature, lost.length]).toEqual([1, 1]);
  });

  test("temperature and top_p go together only where the model takes both", () => {
    expect(encode({ temperature: 0.5, top_p: 0.9 }, OLD).body).toMatchObject({ temperature: 0.5, top_p: 0.9 });
    expect(encode({ temperature: 0.5, top_p: 0.9 })).toMatchObject({ body: { temperature: 0.5 }, dropped: ["top_p"] });
    expect(encode({ temperature: 1, top_p: 0.9 }).body).not.toHaveProperty("temperature");
    expect(encode({ temperature: 0.5, top_p: 0.9 }, NEW)).toMatchObject({ dropped: ["temperature", "top_p"] });
  });

  test("stop sequences of white space stay here, since Anthropic refuses them", () => {
    expect(encode({ stop: ["\n\n", "END"] }).body.stop_sequences).toEqual(["END"]);
    expect(encode({ stop: "\n" }).body).not.toHaveProperty("stop_sequences");
  });

  test("tiers that both have are passed on, others named", () => {
    expect(encode({ service_tier: "default" }).body.service_tier).toBe("standard_only");
    expect(encode({ service_tier: "auto" })).toMatchObject({ dropped: [] });
    expect(encode({ service_tier: "flex" }).dropped).toEqual(["service_tier"]);
  });
});
