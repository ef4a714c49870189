import { expect } from "@playwright/test";
import OpenAI from "openai";
import type { MadeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import type { E2eStack } from "./stack.ts";

export const MODEL = "simulator:gpt-5-mini";

export function clientOf(stack: E2eStack, api: MadeApi): OpenAI {
  return new OpenAI({ baseURL: `${stack.gatewayUrl}${api.path}`, apiKey: "none", maxRetries: 0 });
}

export async function refusalOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call();
    return null;
  } catch (error) {
    return error;
  }
}

/** One call of an API, and its row: what the impact is reckoned of. */
export async function callOnce(stack: E2eStack, api: MadeApi): Promise<void> {
  const client = clientOf(stack, api);
  await expect
    .poll(() => refusalOf(() => client.chat.completions.create({ model: MODEL, messages: [{ role: "user", content: "Hi" }] })))
    .toBe(null);
  const rows = async () => (await callManagement(stack, `GET /logs?apiId=${api.id}&status=200`))["data"];
  await expect.poll(async () => ((await rows()) as unknown[]).length, { timeout: 20_000 }).toBeGreaterThan(0);
}
