import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseBill } from "./parse-bill.ts";

const FOLDER = path.join(import.meta.dirname, "testing/bills");

async function* pieces(content: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
const parseText = (text: string) => parseBill(pieces(Buffer.from(text), 64));
const parseFile = (name: string) => parseBill(pieces(readFileSync(path.join(FOLDER, name)), 1_000));

const MINI = { day: "2026-11-02", model: "gpt-5-mini-2025-08-07" };
const SONNET = { day: "2026-11-02", model: "claude-sonnet-4-5-20250929" };
const COUNTED = { requests: null, cost: null };

test.each([
  ["openai-usage.csv", "OpenAI usage", [{ ...MINI, requests: 12, inputTokens: 3_500, outputTokens: 900, cost: null }]],
  ["openai-usage.json", "OpenAI usage", [{ ...MINI, requests: 12, inputTokens: 3_500, outputTokens: 900, cost: null }]],
  ["openai-costs.csv", "OpenAI costs", [{ ...MINI, requests: null, inputTokens: 3_500, outputTokens: 900, cost: "0.0026750000" }]],
  ["openai-costs.json", "OpenAI costs", [{ ...MINI, requests: null, inputTokens: null, outputTokens: null, cost: "0.0026750000" }]],
  ["anthropic-usage.csv", "Anthropic usage", [{ ...SONNET, ...COUNTED, inputTokens: 1_800, outputTokens: 500 }]],
  ["anthropic-usage.json", "Anthropic usage", [{ ...SONNET, ...COUNTED, inputTokens: 1_800, outputTokens: 500 }]],
  ["anthropic-costs.csv", "Anthropic costs", [{ ...SONNET, requests: null, inputTokens: null, outputTokens: null, cost: "1.2345000000" }]],
  ["anthropic-costs.json", "Anthropic costs", [{ ...SONNET, requests: null, inputTokens: null, outputTokens: null, cost: "1.2345000000" }]],
  [
    "aws-cur.csv",
    "AWS Cost and Usage Report",
    [{ day: "2026-11-02", model: "Claude4.5Sonnet", requests: null, inputTokens: 13_000, outputTokens: 2_000, cost: "0.0700000000" }],
  ],
  [
    "aws-cur-2.csv",
    "AWS Cost and Usage Report 2.0",
    [{ day: "2026-11-02", model: "Claude4.5Sonnet", requests: null, inputTokens: 13_000, outputTokens: 2_000, cost: "0.0700000000" }],
  ],
  [
    "google-billing.csv",
    "Google Cloud billing",
    [{ day: "2026-11-02", model: "Gemini 2.5 Flash", requests: null, inputTokens: 40_000, outputTokens: 5_000, cost: "0.0245000000" }],
  ],
  [
    "google-billing.jsonl",
    "Google Cloud billing",
    [{ day: "2026-11-02", model: "Gemini 2.5 Flash", requests: null, inputTokens: 40_000, outputTokens: 5_000, cost: "0.0245000000" }],
  ],
] as const)("%s is read as %s, summed by model and day", async (file, format, lines) => {
  expect(await parseFile(file)).toMatchObject({ format, lines });
});

test("every kind of file that is read has its fixture, and every fixture its line above", () => {
  expect(readdirSync(FOLDER)).toHaveLength(12);
});

const HEADER = "start_time,model,num_model_requests,input_tokens,output_tokens";

test.each([
  ["", /nothing in this file/],
  ["a,b\n1,2\n", /No provider's file known here has these columns: a, b\. Known are OpenAI usage/],
  [`${HEADER},video_tokens\n1762041600,m,1,2,3,4\n`, /looks like OpenAI usage, but nobody here knows its column video_tokens/],
  [`${HEADER}\n1762041600,m,1,many,3\n`, /Row 1: a count is "many"/],
  [`${HEADER}\nyesterday,m,1,2,3\n`, /Row 1: start_time is "yesterday"/],
  [`${HEADER}\n1762041600,,1,2,3\n`, /export it grouped by model/],
  [`${HEADER}\n1762041600,m,1\n`, /This is no CSV/],
  [`${HEADER}\n1762041600,,,,\n`, /no row of it is about a model/],
  ['{"object":"page","data":[],"has_more":true}', /one page of several/],
  ['{"data":[{"results":[{"words":1}]}]}', /Nobody here knows results with the fields words/],
  ["[1, 2", /begins like JSON and is not/],
  ['{"hello":"world"}', /no bucket with results/],
  ['start_time,amount_value,amount_currency,line_item\n1762041600,1,eur,"m, input"\n', /only usd is compared/],
])("%j is refused in words", async (text, words) => {
  expect(await parseText(text)).toMatch(words);
});

test("a compressed file is told so", async () => {
  expect(await parseBill(pieces(Buffer.from([0x1f, 0x8b, 8, 0])))).toMatch(/unpack it first/);
});

test("amounts add up to the last digit", async () => {
  const rows = Array.from({ length: 1_000 }, () => '1762041600,0.0000000000000000000000000001,usd,"m, input"').join("\n");
  const bill = await parseText(
    `start_time,amount_value,amount_currency,line_item\n${rows}\n1762041600,0.1,usd,"m, output"\n1762041600,0.2,usd,"m, output"\n`,
  );
  expect(bill).toMatchObject({ lines: [{ cost: "0.3000000000" }] });
});
