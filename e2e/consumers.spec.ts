import type { Page } from "@playwright/test";
import OpenAI from "openai";
import { expectFit, SIZES } from "./looks.ts";
import { type MadeApi, makeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import { expect, test } from "./sign-in.ts";
import type { E2eStack } from "./stack.ts";

interface Asked {
  readonly api: MadeApi;
  readonly application: string;
  readonly subscriptionId: string;
}

/** A deployed API whose plan wants a yes, and an application that has asked. */
async function askedFor(stack: E2eStack, request = "We answer tickets with it."): Promise<Asked> {
  const api = await makeApi(stack);
  const plan = await callManagement(stack, `POST /apis/${api.id}/plans`, {
    name: "Gold",
    security: { type: "API_KEY" },
    validation: "MANUAL",
    status: "PUBLISHED",
  });
  const { data } = await callManagement(stack, `GET /apis/${api.id}/plans`);
  const keyless = (data as { id: string; name: string }[]).find(({ name }) => name === "Keyless");
  await callManagement(stack, `POST /apis/${api.id}/plans/${keyless?.id}/_close`);
  await callManagement(stack, `POST /apis/${api.id}/deployments`, {});
  const application = `Helpdesk ${api.path}`.slice(0, 50);
  const { id } = await callManagement(stack, "POST /applications", { name: application });
  const asked = await callManagement(stack, `POST /applications/${id}/subscriptions`, { planId: plan["id"], request });
  return { api, application, subscriptionId: String(asked["id"]) };
}

/** What a call with a key gets at the gateway. */
async function statusWith(stack: E2eStack, api: MadeApi, key: string): Promise<number> {
  const answer = await fetch(`${stack.gatewayUrl}${api.path}/models`, { headers: { authorization: `Bearer ${key}` } });
  return answer.status;
}

/** The key of the dialog that shows it, which is then put away. */
async function takeKey(page: Page): Promise<string> {
  const key = await page.getByRole("region", { name: "the key", exact: true }).textContent();
  await page.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByText(key ?? "")).toHaveCount(0);
  return key ?? "";
}

test("a request is found by its badge and accepted; the key is shown once, calls, is renewed and revoked", async ({ page, stack }) => {
  test.slow();
  const { api, application } = await askedFor(stack);
  await page.goto(`/apis/${api.id}`);
  await page.getByRole("link", { name: "Consumers 1 pending" }).click();
  await expect(page.getByRole("button", { name: /^Pending/ })).toContainText("1");
  await page.getByRole("button", { name: `${application}, Gold` }).click();
  const panel = page.getByRole("region", { name: `Subscription of ${application} to Gold` });
  await expect(panel.getByText("“We answer tickets with it.”")).toBeVisible();
  await panel.getByRole("button", { name: "Accept" }).click();
  await page.getByLabel("Reason").fill("Welcome");
  await page.getByLabel("Custom key").fill("short");
  await page.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
  await expect(page.getByLabel("Custom key")).toBeFocused();
  await expect(page.getByText(/has 8 to 128 characters/)).toBeVisible();
  await page.getByLabel("Custom key").fill("");
  await page.getByRole("dialog").getByRole("button", { name: "Accept" }).click();

  await expect(page.getByRole("region", { name: "the curl call", exact: true })).toContainText(`${stack.gatewayUrl}${api.path}`);
  const first = await takeKey(page);
  await expect(panel.getByText("Accepted")).toBeVisible();
  await expect(panel.getByText("Welcome")).toBeVisible();
  await expect.poll(() => statusWith(stack, api, first)).toBe(200);
  const client = new OpenAI({ baseURL: `${stack.gatewayUrl}${api.path}`, apiKey: first });
  const answer = await client.chat.completions.create({ model: "simulator:gpt-5-mini", messages: [{ role: "user", content: "Hello" }] });
  expect(answer.choices[0]?.message.content).toBeTruthy();

  await panel.getByRole("button", { name: "Renew" }).click();
  await expect(page.getByLabel("Former keys go on for")).toContainText("2 hours");
  await page.getByRole("dialog").getByRole("button", { name: "Renew" }).click();
  const second = await takeKey(page);
  await expect.poll(() => statusWith(stack, api, second)).toBe(200);
  expect(await statusWith(stack, api, first)).toBe(200);

  await panel.getByRole("button", { name: `More for the key ••••${first.slice(-4)}` }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(panel.getByText("1 former key")).toBeVisible();
  await expect.poll(() => statusWith(stack, api, first), { timeout: 3_000 }).toBe(401);
  expect(await statusWith(stack, api, second)).toBe(200);
});

test("a request is rejected with a reason, which both sides can read; it leaves the usual list", async ({ page, stack }) => {
  const { api, application, subscriptionId } = await askedFor(stack);
  await page.goto(`/apis/${api.id}/consumers?subscription=${subscriptionId}`);
  const panel = page.getByRole("region", { name: `Subscription of ${application} to Gold` });
  await panel.getByRole("button", { name: "Reject" }).click();
  await page.getByLabel("Reason").fill("Ask for Silver, please.");
  await page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
  await expect(panel.getByText("Ask for Silver, please.")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Accept" })).toHaveCount(0);
  await expect(page.getByText("Nobody subscribes yet")).toBeVisible();
  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Rejected" }).click();
  await expect(page.getByRole("button", { name: `${application}, Gold` })).toBeVisible();
  await expect(page).toHaveURL(/status=rejected/);
  expect(await callManagement(stack, `GET /subscriptions/${subscriptionId}`)).toMatchObject({ reason: "Ask for Silver, please." });
});

test("a subscription is paused, resumed, given dates, and closed for good", async ({ page, stack }) => {
  const { api, application, subscriptionId } = await askedFor(stack);
  const accepted = await callManagement(stack, `POST /subscriptions/${subscriptionId}/_accept`, {});
  const key = String((accepted["apiKeys"] as { key: string }[])[0]?.key);
  await page.goto(`/apis/${api.id}/consumers?subscription=${subscriptionId}`);
  const panel = page.getByRole("region", { name: `Subscription of ${application} to Gold` });
  const decide = async (button: string) => {
    await panel.getByRole("button", { name: button, exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: button, exact: true }).click();
  };
  await expect.poll(() => statusWith(stack, api, key)).toBe(200);
  await decide("Pause");
  await expect(panel.getByText("Paused")).toBeVisible();
  await expect.poll(() => statusWith(stack, api, key), { timeout: 3_000 }).not.toBe(200);
  await decide("Resume");
  await expect.poll(() => statusWith(stack, api, key), { timeout: 3_000 }).toBe(200);

  await panel.getByRole("button", { name: "Dates" }).click();
  await page.getByLabel("Ends", { exact: true }).fill("2001-01-01T00:00");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Ends", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Ends", { exact: true }).fill("2099-01-31T12:00");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(panel.getByText("31 Jan 2099, 12:00")).toBeVisible();

  await decide("Close subscription");
  await expect(panel.getByRole("button", { name: "Close subscription" })).toHaveCount(0);
  await expect.poll(() => statusWith(stack, api, key), { timeout: 3_000 }).toBe(401);
});

test("one more key has its name and its end; the filters find it by its last four characters", async ({ page, stack }) => {
  const { api, application, subscriptionId } = await askedFor(stack);
  await callManagement(stack, `POST /subscriptions/${subscriptionId}/_accept`, {});
  await page.goto(`/apis/${api.id}/consumers?subscription=${subscriptionId}`);
  const panel = page.getByRole("region", { name: `Subscription of ${application} to Gold` });
  await panel.getByRole("button", { name: "Add key" }).click();
  await page.getByLabel("Name").fill("night build");
  await page.getByRole("dialog").getByRole("button", { name: "Add key" }).click();
  const key = await takeKey(page);
  await panel.getByRole("button", { name: "More for the key night build" }).click();
  await page.getByRole("menuitem", { name: "Set expiry" }).click();
  await page.getByLabel("Ends", { exact: true }).fill("2099-01-31T12:00");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(panel.getByText("Ends 31 Jan 2099, 12:00")).toBeVisible();

  await page.getByLabel("Last four of a key").fill(key);
  await expect(page).toHaveURL(new RegExp(`key=${key.slice(-4)}`));
  expect(page.url()).not.toContain(key);
  await expect(page.getByRole("button", { name: `${application}, Gold` })).toBeVisible();
  await page.getByLabel("Application", { exact: true }).fill("nobody has this name");
  await expect(page.getByText("No subscription fits these filters")).toBeVisible();
  await page.getByRole("button", { name: "Reset filters" }).click();
  await expect(page.getByRole("button", { name: `${application}, Gold` })).toBeVisible();
});

test("Escape and the browser's Back close the panel, and the row keeps its place", async ({ page, stack }) => {
  const { api, application } = await askedFor(stack);
  await page.goto(`/apis/${api.id}/consumers`);
  const row = page.getByRole("button", { name: `${application}, Gold` });
  await row.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: application })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 2, name: application })).toHaveCount(0);
  await row.click();
  await expect(page.getByRole("heading", { level: 2, name: application })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 2, name: application })).toHaveCount(0);
  await expect(row).toBeVisible();
});

for (const { name, ...viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport });
    test("the consumers, a panel and its dialogs fit, and axe finds nothing serious", async ({ page, stack }) => {
      test.slow();
      const { api, application, subscriptionId } = await askedFor(stack);
      await page.goto(`/apis/${api.id}/consumers`);
      await expectFit(page);
      await page.getByRole("button", { name: `${application}, Gold` }).click();
      const accept = page.getByRole("button", { name: "Accept", exact: true });
      await expect(accept).toBeVisible();
      await expectFit(page);
      await accept.click();
      await expectFit(page);
      await page.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
      await expect(page.getByRole("region", { name: "the key", exact: true })).toBeVisible();
      await expectFit(page);
      await page.getByRole("button", { name: "I have stored it" }).click();
      await page.getByRole("button", { name: "Renew" }).click();
      await expectFit(page);
      await page.goto(`/apis/${api.id}/consumers?subscription=${subscriptionId}&application=nobody`);
      await expect(page.getByRole("button", { name: "Renew" })).toBeVisible();
      await expectFit(page);
    });
  });
}
