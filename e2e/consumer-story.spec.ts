import type { Browser, Page } from "@playwright/test";
import OpenAI from "openai";
import { apiOnSimulator, type MadeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import { type E2ePerson, makePerson } from "./person.ts";
import { expect, test } from "./sign-in.ts";
import type { E2eStack } from "./stack.ts";

const PLAN = "Partners";

test("asked for, approved, copied, called with, renewed, revoked: and the books say who did it", async ({ browser, stack }) => {
  test.setTimeout(180_000);
  const [pat, cora] = [await makePerson(stack, "publisher", "Pat"), await makePerson(stack, "consumer", "Cora")];
  const publisher = await pageOf(browser, pat, stack);
  const consumer = await pageOf(browser, cora, stack);
  const api = await publish(publisher, stack);

  // The consumer has no API to look after: the applications are where their work begins.
  await consumer.goto("/");
  await expect(consumer.getByRole("heading", { level: 1, name: "Applications" })).toBeVisible();
  const application = await makeApplication(consumer);
  await ask(consumer, api.name);
  await approve(publisher, api);

  await consumer.getByRole("button", { name: "Get your key" }).click();
  const first = await storeKey(consumer);
  expect(first).toMatch(/^slc_/);
  await expectCalls(stack, api, first);
  // Shown once: what is left on the page is its last four characters.
  await consumer.reload();
  await expect(consumer.getByRole("table", { name: "Keys that work" })).toContainText(`••••${first.slice(-4)}`);
  expect(await consumer.content()).not.toContain(first);

  const second = await renew(consumer, "2 hours");
  await expectCalls(stack, api, second);
  await expectCalls(stack, api, first);
  const third = await renew(consumer, "Not at all: end them now");
  await expectCalls(stack, api, third);
  expect(await statusWith(stack, api, first)).toBe(401);
  expect(await statusWith(stack, api, second)).toBe(401);

  const revokedWithin = await revoke(consumer, stack, { api, key: third });
  expect(revokedWithin, "milliseconds from the yes to the first 401").toBeLessThanOrEqual(1_000);

  await expectBooks(stack, { subscriptionOf: application, pat, cora });
});

async function pageOf(browser: Browser, person: E2ePerson, stack: E2eStack): Promise<Page> {
  const context = await browser.newContext({
    storageState: person.storageState,
    baseURL: stack.consoleUrl,
    viewport: { width: 1440, height: 900 },
  });
  return context.newPage();
}

/** The publisher's API on the simulator, with a plan of keys that somebody has to say yes to, deployed. */
async function publish(page: Page, stack: E2eStack): Promise<MadeApi> {
  const { definition, name, path } = apiOnSimulator(stack, []);
  const made = await page.request.post("/api/v1/apis", {
    data: definition,
    headers: { origin: stack.consoleUrl },
  });
  expect(made.ok(), await made.text()).toBe(true);
  const { id } = await made.json();
  await addPlan(page, id);
  await page.getByRole("button", { name: "Deploy API" }).click();
  await page.getByRole("button", { name: "Deploy", exact: true }).click();
  await expect(page.getByText(/^Live on 1\/1 gateways in/)).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  return { id, name, path };
}

/** A plan of keys, manual as every new one, published. */
async function addPlan(page: Page, apiId: string): Promise<void> {
  await page.goto(`/apis/${apiId}/plans`);
  await page.getByRole("button", { name: "Add plan" }).first().click();
  await page.getByRole("menuitem", { name: "API Key" }).click();
  const editor = page.getByRole("dialog", { name: "Add a plan: API Key" });
  await editor.getByLabel("Name", { exact: true }).fill(PLAN);
  await expect(editor.getByRole("switch", { name: "Auto validate subscription" })).not.toBeChecked();
  await editor.getByRole("button", { name: "Next" }).click();
  await editor.getByRole("button", { name: "Next" }).click();
  await editor.getByRole("button", { name: "Add plan" }).click();
  await page.getByRole("button", { name: `Publish ${PLAN}` }).click();
  await page.getByRole("button", { name: "Publish plan" }).click();
  await expect(page.getByRole("list", { name: "Published plans" }).getByRole("listitem", { name: PLAN })).toBeVisible();
}

/** Answers the application's id. */
async function makeApplication(page: Page): Promise<string> {
  await page.getByRole("button", { name: "New application" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Support bot");
  await page.getByRole("button", { name: "Create application" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Support bot" })).toBeVisible();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

async function ask(page: Page, apiName: string): Promise<void> {
  await page.getByRole("button", { name: "Subscribe to an API" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("region", { name: apiName }).getByRole("radio", { name: PLAN }).check();
  await dialog.getByLabel("A word to the publisher").fill("For the support desk");
  await dialog.getByRole("button", { name: "Ask for access" }).click();
  const card = page.getByRole("region", { name: `${apiName}, ${PLAN}` });
  await expect(card).toContainText("Pending");
  await expect(card).toContainText("For the support desk");
}

/** The publisher hears of it by the badge, and says yes. The key that comes with it is the publisher's to pass on, or to leave. */
async function approve(page: Page, api: MadeApi): Promise<void> {
  await page.goto(`/apis/${api.id}`);
  await page.getByRole("link", { name: "Consumers 1 pending" }).click();
  await page.getByRole("button", { name: `Support bot, ${PLAN}` }).click();
  const panel = page.getByRole("region", { name: `Subscription of Support bot to ${PLAN}` });
  await expect(panel).toContainText("For the support desk");
  await panel.getByRole("button", { name: "Accept" }).click();
  await page.getByLabel("Reason").fill("Welcome");
  await page.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
  await page.getByRole("button", { name: "I have stored it" }).click();
  await expect(panel).toContainText("Accepted");
}

/** Reads the key that the dialog shows, checks that the copy button hands over the same, and closes it. */
async function storeKey(page: Page): Promise<string> {
  const dialog = page.getByRole("dialog", { name: /^Your key for/ });
  const key = (await dialog.getByRole("region", { name: "the key" }).textContent()) ?? "";
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: "Copy the key" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await expect(dialog.getByRole("region", { name: "the curl call" })).toContainText("simulator:gpt-5-mini");
  await dialog.getByRole("button", { name: "I have stored it" }).click();
  return key;
}

async function renew(page: Page, overlap: string): Promise<string> {
  await page.getByRole("button", { name: "Renew" }).click();
  await page.getByLabel("Former keys go on for").click();
  await page.getByRole("option", { name: overlap }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Renew" }).click();
  return storeKey(page);
}

/** Revokes the only key; answers the milliseconds between the confirmation and the gateway's first 401. */
async function revoke(page: Page, stack: E2eStack, { api, key }: { readonly api: MadeApi; readonly key: string }): Promise<number> {
  await page.getByRole("button", { name: `More for the key ••••${key.slice(-4)}` }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  const answered = page.waitForResponse((response) => response.url().endsWith("/_revoke"));
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  expect((await answered).ok()).toBe(true);
  const revokedAt = performance.now();
  while ((await statusWith(stack, api, key)) !== 401) expect(performance.now() - revokedAt).toBeLessThan(10_000);
  return performance.now() - revokedAt;
}

async function expectCalls(stack: E2eStack, api: MadeApi, apiKey: string): Promise<void> {
  const client = new OpenAI({ baseURL: `${stack.gatewayUrl}${api.path}`, apiKey, maxRetries: 0 });
  const model = "simulator:gpt-5-mini";
  const messages = [{ role: "user" as const, content: "Say hello" }];
  // A new key reaches the gateway within a second.
  await expect.poll(() => statusWith(stack, api, apiKey), { timeout: 1_000, intervals: [20] }).toBe(200);
  const answer = await client.chat.completions.create({ model, messages });
  expect(answer.choices[0]?.message.content).toBeTruthy();
  let streamed = "";
  for await (const chunk of await client.chat.completions.create({ model, messages, stream: true }))
    streamed += chunk.choices[0]?.delta.content ?? "";
  expect(streamed).toBeTruthy();
}

async function statusWith(stack: E2eStack, { path }: MadeApi, key: string): Promise<number> {
  return (await fetch(`${stack.gatewayUrl}${path}/models`, { headers: { authorization: `Bearer ${key}` } })).status;
}

/** The audit, in order, with who did it; and without a key in it. */
async function expectBooks(
  stack: E2eStack,
  { subscriptionOf, pat, cora }: { readonly subscriptionOf: string; readonly pat: E2ePerson; readonly cora: E2ePerson },
): Promise<void> {
  const subscriptions = await callManagement(stack, `GET /subscriptions?applicationId=${subscriptionOf}`);
  const [subscription] = subscriptions["data"] as { id: string; apiKeys: { id: string; revokedAt: string | null }[] }[];
  const entries = [];
  for (const id of [subscriptionOf, subscription?.id, ...(subscription?.apiKeys ?? []).map((key) => key.id)]) {
    const { data } = await callManagement(stack, `GET /audit?entityId=${id}`);
    entries.push(...(data as { at: string; action: string; actor: { id: string } }[]));
  }
  entries.sort((one, other) => one.at.localeCompare(other.at));
  expect(entries.map(({ action, actor }) => [action, actor.id])).toEqual([
    ["application.create", cora.id],
    ["subscription.create", cora.id],
    ["subscription.accept", pat.id],
    ["subscription.renew-key", cora.id],
    ["subscription.renew-key", cora.id],
    ["subscription.renew-key", cora.id],
    ["api-key.revoke", cora.id],
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/slc_[0-9A-Za-z]{8}/);
}
