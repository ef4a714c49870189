import type { Page } from "@playwright/test";
import { expectFit, SIZES } from "./looks.ts";
import { expect, test } from "./sign-in.ts";
import { type CalledApi, makeCalledApi } from "./usage-calls.ts";

let api: CalledApi;
test.beforeAll(async ({ stack }) => {
  api = await makeCalledApi(stack);
});

const requests = (page: Page) => page.getByRole("table", { name: "Requests" });
const rows = (page: Page) => requests(page).getByRole("button", { name: /^Request req_/ });

async function choose(page: Page, filter: string, option: string | RegExp): Promise<void> {
  await page.getByRole("combobox", { name: filter, exact: true }).click();
  await page.getByRole("option", { name: option, exact: typeof option === "string" }).click();
}

test("each filter narrows the list, and a reload keeps it", async ({ page }) => {
  await page.goto("/logs");
  await choose(page, "API", api.name);
  await expect(rows(page)).toHaveCount(api.rows.length);
  await choose(page, "Model", "gpt-5");
  await expect(rows(page)).toHaveCount(3);
  await expect(requests(page).getByText("unpriced")).toHaveCount(3);
  await page.reload();
  await expect(rows(page)).toHaveCount(3);
  await choose(page, "Model", "Any");
  await choose(page, "Status", /4xx/);
  await expect(rows(page)).toHaveCount(1);
  await expect(requests(page)).toContainText("404 model not found");
  await page.getByRole("button", { name: "Clear" }).click();
  await choose(page, "API", api.name);
  await choose(page, "Provider", "simulator");
  await expect(rows(page)).toHaveCount(11);
  await choose(page, "Plan", "Keyless");
  await expect(rows(page)).toHaveCount(11);
  await page.getByRole("searchbox", { name: "Error code" }).fill("budget_exceeded");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No request fits")).toBeVisible();
  await choose(page, "Time", "Custom");
  await expect(page.getByLabel("From", { exact: true })).toBeVisible();
});

test("a request opens with its why, leads to its neighbours, and is copied as curl without a key", async ({ page, context, stack }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: stack.consoleUrl });
  const refused = api.rows.find(({ status }) => status === 404);
  await page.goto(`/apis/${api.id}/logs`);
  await expect(page.getByRole("link", { name: "Logs" }).last()).toHaveAttribute("aria-current", "page");
  await rows(page).last().click();
  const panel = page.getByRole("complementary", { name: /^Request req_/ });
  const [newer, oldest] = api.rows.slice(-2);
  await expect(panel).toHaveAccessibleName(`Request ${oldest?.requestId}`);
  await expect(panel.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(panel.getByRole("button", { name: "Older request" })).toBeDisabled();
  await panel.getByRole("button", { name: "Newer request" }).click();
  await expect(panel).toHaveAccessibleName(`Request ${newer?.requestId}`);
  await expect(panel.getByRole("button", { name: "Newer request" })).toBeFocused();
  const priced = api.rows.find(({ modelSent }) => modelSent === "gpt-5-mini");
  await page.goto(`/apis/${api.id}/logs?request=${priced?.requestId}`);
  await expect(panel.getByRole("region", { name: "Plan and subscription" })).toContainText("plan Keyless");
  await expect(panel.getByRole("region", { name: "Attempts" })).toContainText("Default simulator");
  await expect(panel.getByRole("region", { name: "Translation" })).toContainText("gpt-5-mini");
  await expect(panel.getByRole("region", { name: "Tokens and cost" })).toContainText("Counted by the provider");
  await expect(panel.getByRole("region", { name: "Tokens and cost" })).toContainText(`${priced?.usage.totalTokens}`);
  await expectFit(page);
  await panel.getByRole("button", { name: "Copy as curl" }).click();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  expect(curl).toContain(`${stack.gatewayUrl}${api.path}/chat/completions`);
  expect(curl).toContain("$SLUICE_API_KEY");
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);

  await page.keyboard.press("ControlOrMeta+k");
  await page.getByPlaceholder(/Find an API/).fill(refused?.requestId ?? "");
  await page.getByRole("option", { name: refused?.requestId ?? "" }).click();
  await expect(panel.getByRole("region", { name: "Attempts" })).toContainText("No provider was asked");
});

test("the live tail shows a call as it comes", async ({ page, stack }) => {
  await page.goto(`/logs?apiId=${api.id}`);
  await expect(rows(page)).toHaveCount(api.rows.length);
  const live = page.getByRole("button", { name: "Live tail" });
  await live.click();
  await expect(live).toHaveAttribute("aria-pressed", "true");
  await fetch(`${stack.gatewayUrl}${api.path}/no/such/path`, { method: "POST", body: "{}" });
  await expect(rows(page)).toHaveCount(api.rows.length + 1);
});

for (const { name, ...viewport } of SIZES) {
  test(`logs and an opened request fit: ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    for (const address of [
      `/logs?apiId=${api.id}`,
      `/apis/${api.id}/logs`,
      `/logs?apiId=${api.id}&request=${api.rows[0]?.requestId}`,
      "/logs?requestId=req_nothing",
    ]) {
      await page.goto(address);
      await expect(address.includes("nothing") ? page.getByText("No request fits") : requests(page)).toBeVisible();
      await expectFit(page);
    }
  });
}
