import { expect } from "@playwright/test";
import { type MadeApi, makeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import type { E2eStack } from "./stack.ts";

export interface CalledApi extends MadeApi {
  /** What was called, as the management API lists it: the newest first. */
  readonly rows: readonly {
    readonly requestId: string;
    readonly status: number;
    readonly modelSent: string | null;
    readonly usage: { readonly totalTokens: number | null; readonly promptTokens: number | null };
    readonly cost: number | null;
  }[];
}

const CALLS = [
  ...Array.from({ length: 6 }, () => ({ model: "gpt-5-mini", stream: false })),
  ...Array.from({ length: 2 }, () => ({ model: "gpt-5-mini", stream: true })),
  ...Array.from({ length: 3 }, () => ({ model: "gpt-5", stream: false })),
  { model: "no-such-model", stream: false },
];

/** An API of its own with real calls to it: eight to a model with a price, two of them streamed, three to one without, one refused. */
export async function makeCalledApi(stack: E2eStack): Promise<CalledApi> {
  const api = await makeApi(stack, { deployed: true });
  await expect.poll(async () => (await fetch(`${stack.gatewayUrl}${api.path}/models`)).status).toBe(200);
  for (const { model, stream } of CALLS) {
    const answer = await fetch(`${stack.gatewayUrl}${api.path}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: `simulator:${model}`, stream, messages: [{ role: "user", content: "Count this" }] }),
    });
    await answer.text();
  }
  const list = async () => (await callManagement(stack, `GET /logs?apiId=${api.id}&perPage=100`))["data"] as CalledApi["rows"];
  // Rows are shipped a moment after their answers; lists of models have rows too.
  await expect
    .poll(async () => (await list()).filter(({ modelSent }) => modelSent !== null).length, { timeout: 20_000 })
    .toBe(CALLS.length - 1);
  await expect.poll(async () => (await list()).some(({ status }) => status === 404), { timeout: 20_000 }).toBe(true);
  return { ...api, rows: await list() };
}
