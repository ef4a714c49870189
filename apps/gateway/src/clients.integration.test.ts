import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aiSdkClient } from "./testing/clients/ai-sdk.ts";
import { anthropicClient } from "./testing/clients/anthropic.ts";
import { type ClientUnderTest, FORECAST } from "./testing/clients/client-under-test.ts";
import { langChainClient } from "./testing/clients/langchain.ts";
import { openAiClient } from "./testing/clients/openai.ts";
import { openAiResponsesClient } from "./testing/clients/openai-responses.ts";
import { deployDefinition, PROVIDER_KEY } from "./testing/deploy-simulated.ts";
import { apiOfAllProviders, SIMULATED_PROVIDERS } from "./testing/simulated-providers.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";

const PATH = "/every";
const CLIENTS = [
  ["openai", openAiClient],
  ["openai by /responses", openAiResponsesClient],
  ["@anthropic-ai/sdk", anthropicClient],
  ["the AI SDK", aiSdkClient],
  ["LangChain", langChainClient],
] as const;
const WAYS = ["whole", "streamed"] as const;

let gateway: WholeGateway;
beforeAll(async () => {
  gateway = await startWholeGateway();
  await deployDefinition(gateway, PATH, apiOfAllProviders(gateway.simulator.url, PATH));
});
afterAll(() => gateway.close());

describe.each(CLIENTS)("%s", (_name, clientOf) => {
  let client: ClientUnderTest;
  beforeAll(() => {
    client = clientOf({ baseUrl: `${gateway.url}${PATH}`, apiKey: "of-the-caller" });
  });

  describe.each(SIMULATED_PROVIDERS)("in front of $group", ({ group, model: name, url, body }) => {
    const model = `${group}:${name}`;

    test("chats, and is told the same usage whole and streamed", async () => {
      const prompt = "Reply with exactly: a pong of several words, ünd 👍";
      const whole = await client.ask({ model, prompt, stream: false });
      expect(whole.text).toBe("a pong of several words, ünd 👍");
      expect(whole.input).toBeGreaterThan(0);
      expect(whole.output).toBeGreaterThan(0);
      expect(await client.ask({ model, prompt, stream: true })).toEqual(whole);
      for (const seen of gateway.simulator.requests.slice(-2)) {
        expect(seen.url).toMatch(url);
        expect(seen.body).toMatch(body ?? "");
      }
    });

    test.each(WAYS)("goes three rounds with tools, %s", async (way) => {
      const prompt = "Get the weather in Paris, then the weather in Rome, then book a table for 4 guests.";
      const { calls, rounds, text } = await client.loop({ model, prompt, stream: way === "streamed" });
      expect(calls).toEqual([
        { name: "get_weather", input: { city: expect.stringContaining("Paris") } },
        { name: "get_weather", input: { city: expect.stringContaining("Rome") } },
        { name: "book_table", input: { guests: expect.any(Number) } },
      ]);
      expect(rounds).toBe(4);
      expect(text).not.toBe("");
    });

    test.each(WAYS)("reads structured output by the caller's schema, %s", async (way) => {
      const answer = await client.structured({ model, prompt: "The forecast for Lyon.", stream: way === "streamed" });
      expect(FORECAST.safeParse(answer).error).toBeUndefined();
    });
  });
});

test("no provider saw the callers' key, and the gateway wrote the providers' nowhere", () => {
  expect(gateway.simulator.requests.length).toBeGreaterThan(100);
  for (const { headers, url } of gateway.simulator.requests) expect(JSON.stringify([headers, url])).not.toContain("of-the-caller");
  expect(gateway.output.join("\n")).not.toContain(PROVIDER_KEY);
  expect(gateway.alive()).toBe(true);
});
