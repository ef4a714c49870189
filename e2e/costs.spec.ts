import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expectFit, SIZES } from "./looks.ts";
import { callManagement } from "./management.ts";
import { expect, test } from "./sign-in.ts";
import { type CalledApi, makeCalledApi } from "./usage-calls.ts";

let api: CalledApi;
let hook: Server;
let hookUrl: string;
const calls: string[] = [];
test.beforeAll(async ({ stack }) => {
  api = await makeCalledApi(stack);
  hook = createServer((req, res) => {
    calls.push(String(req.headers["x-sluice-signature"]));
    res.end();
  });
  await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/spent`;
});
test.afterAll(() => {
  hook.close();
});

const dialog = (page: Page) => page.getByRole("dialog");

test("a model without a price is said loudly, gets one, and its past requests are repriced", async ({ page, stack }) => {
  await page.goto(`/analytics?apiId=${api.id}`);
  await expect(page.getByText(/models? without a price/).first()).toBeVisible();
  await page.getByRole("button", { name: "Show them alone" }).click();
  await expect(page.locator("div", { has: page.locator("dt", { hasText: "Requests" }) }).last()).toContainText("3");
  await expect(page).toHaveURL(/unpriced=true/);
  await page.getByRole("link", { name: "Show requests" }).click();
  await expect(page.getByRole("row", { name: /gpt-5/ })).toHaveCount(3);

  await page.goto("/settings/prices");
  await page.getByRole("button", { name: `Set the price of gpt-5 of ${api.name}` }).click();
  await dialog(page).getByLabel("In force from").fill("2026-01-01T00:00");
  await dialog(page).getByLabel("Input", { exact: true }).fill("1.5");
  await dialog(page).getByLabel("Output", { exact: true }).fill("ten");
  await dialog(page).getByRole("button", { name: "Save the price" }).click();
  await expect(dialog(page).getByText("A price is a decimal such as 0.25")).toBeVisible();
  await dialog(page).getByLabel("Output", { exact: true }).fill("10");
  await dialog(page).getByRole("button", { name: "Save the price" }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("table", { name: "Own prices" }).getByRole("row", { name: /gpt-5/ })).toContainText("$1.5");

  await page.getByRole("button", { name: "Reprice" }).click();
  await dialog(page).getByLabel("API").click();
  await page.getByRole("option", { name: api.name }).click();
  await dialog(page).getByLabel("From").fill("2026-01-01T00:00");
  await dialog(page).getByRole("button", { name: "Count what would change" }).click();
  await expect(dialog(page).getByText("This would change")).toBeVisible();
  await dialog(page).getByRole("button", { name: "Reprice them" }).click();
  await expect(dialog(page).getByText("Repriced", { exact: true })).toBeVisible();
  const { data } = await callManagement(stack, `GET /logs?apiId=${api.id}&model=gpt-5`);
  for (const row of data as { cost: number; priceVersion: string; usage: { promptTokens: number; completionTokens: number } }[]) {
    expect(row.priceVersion).toMatch(/^own:.*@1$/);
    expect(row.cost).toBeCloseTo((row.usage.promptTokens * 1.5 + row.usage.completionTokens * 10) / 1e6, 9);
  }
});

test("a budget shows what is spent, and tells its webhook once", async ({ page }) => {
  await page.goto("/settings/budgets");
  await page.getByRole("button", { name: "Add a budget" }).first().click();
  await dialog(page).getByLabel("Name").fill("Support");
  await dialog(page).getByLabel("Amount").fill("0.00");
  await dialog(page).getByRole("button", { name: "Add the budget" }).click();
  await expect(dialog(page).getByText("An amount is more than nothing.")).toBeVisible();
  await dialog(page).getByLabel("Of", { exact: true }).click();
  await page.getByRole("option", { name: "An API" }).click();
  await dialog(page).getByLabel("Which").click();
  await page.getByRole("option", { name: api.name }).click();
  await dialog(page).getByLabel("Amount").fill("0.01");
  await dialog(page).getByLabel("Tell at").fill("1");
  await dialog(page).getByLabel("Webhook").fill(hookUrl);
  await dialog(page).getByRole("button", { name: "Add the budget" }).click();
  await expect(dialog(page).getByLabel("Signing secret")).toHaveValue(/^whsec_/);
  // It is shown here alone: a key pressed by habit must not lose it.
  await page.keyboard.press("Escape");
  await expect(dialog(page).getByLabel("Signing secret")).toHaveValue(/^whsec_/);
  await dialog(page).getByRole("button", { name: "Done" }).click();
  const item = page.getByRole("listitem").filter({ hasText: "Support" }).first();
  await expect(item.getByRole("meter", { name: "Spent" })).toHaveText(/of \$0\.01/);
  await expect(page.getByRole("list", { name: "Alerts of Support" })).toContainText("delivered", { timeout: 40_000 });
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
});

for (const { name, ...viewport } of SIZES)
  test.describe(name, () => {
    test.use({ viewport });
    test("prices and budgets fit, and axe finds nothing serious", async ({ page }) => {
      for (const [path, ready] of [
        ["prices", "Models"],
        ["budgets", "Mail server"],
      ] as const) {
        await page.goto(`/settings/${path}`);
        await expect(page.getByRole("heading", { name: ready })).toBeVisible();
        await expect(page.getByRole("status", { name: /Loading/ })).toHaveCount(0);
        await expectFit(page);
      }
      await page.goto("/settings/prices");
      await page.getByRole("button", { name: "Add a price" }).click();
      await expectFit(page);
    });
  });
