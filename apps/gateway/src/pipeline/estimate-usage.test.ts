import { countTokens } from "@sluice/policies/token-ratelimit/count-tokens";
import { NO_USAGE } from "@sluice/wire/usage";
import { describe, expect, test } from "vitest";
import { estimateUsage } from "./estimate-usage.ts";
import { type Call, readCall } from "./read-call.ts";

const PROSE =
  "The miller opened the sluice a hand's breadth before sunrise, and by the time the others came down to the river the lower meadows were already wet. Nobody thanked him for it. ";
const GERMAN =
  "Der Müller öffnete das Schütz eine Handbreit, bevor die Sonne aufging; als die anderen zum Fluss kamen, standen die unteren Wiesen schon unter Wasser. ";
const CODE = `export function settle(lease: Lease, actual: number): void {
  const { key, amount } = lease;
  if (actual > amount) throw new Error(\`\${key}: more than was set aside\`);
  counters.set(key, (counters.get(key) ?? 0) - (amount - actual));
}
`;
const TABLE = `{"id":17,"name":"Oslo","temp_c":-3.25,"wind":{"dir":"NNE","speed":12.5},"at":"2026-01-31T06:00:00Z"},`;
const CHINESE = "磨坊主在日出之前把水闸打开了一掌宽，等其他人来到河边的时候，下游的草地已经湿透了。没有人为此感谢他。";
const TEXTS = { prose: PROSE, German: GERMAN, code: CODE, "a table in JSON": TABLE, Chinese: CHINESE };

function call(body: object): Call {
  const read = readCall("chat", Buffer.from(JSON.stringify({ model: "gpt", ...body })));
  if (!("kind" in read)) throw new Error(read.message);
  return read;
}

const chunk = (content: string) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;

describe.each(Object.entries(TEXTS))("an estimate of %s", (_, text) => {
  test.each([1, 40])("is no further off than it says, %i times over", async (times) => {
    const content = text.repeat(times);
    const { input, estimateError, provenance } = estimateUsage(call({ messages: [{ role: "user", content }] }), NO_USAGE, null);
    const tokens = await countTokens([content], Number.POSITIVE_INFINITY);
    expect(provenance).toBe("estimated");
    expect(Math.abs((input ?? 0) - tokens)).toBeLessThanOrEqual(estimateError ?? 0);
    // An error bar that holds everything says nothing.
    if (times > 1) expect(estimateError).toBeLessThan((input ?? 0) * 0.5);
  });

  test("of which the last events of a stream are kept is no further off than it says", async () => {
    const words = text.repeat(40).match(/.{1,6}/gsu) ?? [];
    const events = words.map(chunk);
    const passed = { kind: "chat", pieces: events.slice(-8), bytes: Buffer.byteLength(events.join("")) } as const;
    const { output, input, estimateError } = estimateUsage(
      call({ messages: [{ role: "user", content: PROSE }] }),
      { ...NO_USAGE, input: 5, provenance: "reported" },
      passed,
    );
    const tokens = await countTokens([text.repeat(40)], Number.POSITIVE_INFINITY);
    expect(input).toBe(5);
    expect(Math.abs((output ?? 0) - tokens)).toBeLessThanOrEqual(estimateError ?? 0);
  });
});

test("what a provider has counted on its way stands, and is called no more than an estimate", () => {
  const passed = { kind: "chat", pieces: [chunk(PROSE)], bytes: chunk(PROSE).length } as const;
  const counted = { ...NO_USAGE, input: 12, output: 40, provenance: "reported" } as const;
  const asked = call({ messages: [{ role: "user", content: PROSE }] });
  expect(estimateUsage(asked, counted, passed)).toEqual({ ...counted, provenance: "estimated", estimateError: 8 });
  expect(estimateUsage(asked, { ...counted, output: 1 }, passed).output).toBeGreaterThan(20);
});

test("tools are read, and pictures widen the error by what they may cost", () => {
  const bare = estimateUsage(call({ messages: [{ role: "user", content: PROSE }] }), NO_USAGE, null);
  const tools = [{ type: "function", function: { name: "open_gate", description: PROSE, parameters: { type: "object" } } }];
  const withTools = estimateUsage(call({ messages: [{ role: "user", content: PROSE }], tools }), NO_USAGE, null);
  expect(withTools.input).toBeGreaterThan((bare.input ?? 0) + 40);
  const picture = { type: "image_url", image_url: { url: `data:image/png;base64,${"A".repeat(100_000)}` } };
  const seen = estimateUsage(call({ messages: [{ role: "user", content: [{ type: "text", text: PROSE }, picture] }] }), NO_USAGE, null);
  expect(seen.input).toBeLessThan((bare.input ?? 0) + 3_000);
  expect(seen.estimateError).toBeGreaterThan(800);
});
