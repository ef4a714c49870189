import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectFit, SIZES } from "./looks.ts";
import { makeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import { makePerson } from "./person.ts";
import { expect, test } from "./sign-in.ts";
import { type CalledApi, makeCalledApi } from "./usage-calls.ts";

let api: CalledApi;
test.beforeAll(async ({ stack }) => {
  api = await makeCalledApi(stack);
});

const stat = (page: Page, label: string) =>
  page
    .getByRole("term")
    .filter({ hasText: new RegExp(`^${label}`) })
    .locator("..");
const figure = (page: Page, label: string) => stat(page, label).getByRole("definition").first();
const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((total, number) => total + (number ?? 0), 0);

async function choose(page: Page, filter: string, option: string | RegExp): Promise<void> {
  await page.getByRole("combobox", { name: filter, exact: true }).click();
  await page.getByRole("option", { name: option, exact: typeof option === "string" }).click();
}

/** What is downloaded, without its head. */
async function csvOf(page: Page, title: string): Promise<readonly (readonly string[])[]> {
  await page.getByRole("button", { name: `Download ${title}` }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "CSV" }).click()]);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  return lines.slice(1).map((line) => line.split(","));
}

test("totals equal the sum of the requests, and the file has the management API's numbers", async ({ page, stack }) => {
  await page.goto(`/analytics?apiId=${api.id}`);
  await expect(figure(page, "Requests")).toHaveText(String(api.rows.length));
  await expect(stat(page, "Tokens")).toContainText(sum(api.rows.map(({ usage }) => usage.totalTokens)).toLocaleString("en-US"));
  await expect(stat(page, "Error rate")).toContainText(`${api.rows.filter(({ status }) => status >= 400).length} refused or failed`);
  await expect(page.getByText(/tokens have no price/)).toBeVisible();

  const models = await csvOf(page, "Top models");
  const told = (await callManagement(stack, `GET /analytics/usage?apiId=${api.id}&groupBy=model`))["data"] as Record<string, unknown>[];
  expect(models.map(([, id, requests, tokens, , cost]) => [id, requests, tokens, cost])).toEqual(
    expect.arrayContaining(
      told.map(({ model, requests, totalTokens, cost }) => [model ?? "", requests, totalTokens ?? "", cost ?? ""].map(String)),
    ),
  );
  const byTime = await csvOf(page, "Tokens over time");
  expect(sum(byTime.map((cells) => Number(cells[2])))).toBe(sum(api.rows.map(({ usage }) => usage.promptTokens)));
  expect(sum(byTime.map((cells) => Number(cells[1])))).toBe(api.rows.length);
});

test("each filter narrows the numbers and stays in the address", async ({ page }) => {
  await page.goto("/analytics");
  await choose(page, "API", api.name);
  await expect(figure(page, "Requests")).toHaveText(String(api.rows.length));
  await choose(page, "Provider", "simulator");
  await expect(figure(page, "Requests")).toHaveText("11");
  await choose(page, "Plan", "Keyless");
  await expect(page).toHaveURL(/planId=/);
  await choose(page, "Model", "gpt-5-mini");
  await expect(figure(page, "Requests")).toHaveText("8");
  await expect(stat(page, "Cost")).toContainText("all of it priced");
  await page.reload();
  await expect(figure(page, "Requests")).toHaveText("8");
  for (const [filter, value] of [
    ["Provider", "simulator"],
    ["Plan", "Keyless"],
    ["Model", "gpt-5-mini"],
  ] as const)
    await expect(page.getByRole("combobox", { name: filter, exact: true })).toContainText(value);
  await choose(page, "Status", /5xx/);
  await expect(page.getByText("No request in this time")).toBeVisible();
  await page.goBack();
  await expect(figure(page, "Requests")).toHaveText("8");
  const quarter = page.waitForResponse((answer) => answer.url().includes("/analytics/usage?") && answer.ok());
  await choose(page, "Time", "Last 15 minutes");
  await quarter;
  await expect(page).toHaveURL(/time=15m/);
  await expect(figure(page, "Requests")).toHaveText("8");
});

test("a model and a status are clicked through, a panel opens as a table, and dragging selects a time", async ({ page }) => {
  await page.goto(`/apis/${api.id}/analytics`);
  await panel(page, "Top models").getByRole("button", { name: "gpt-5", exact: true }).click();
  await expect(page).toHaveURL(/model=gpt-5$/);
  await expect(figure(page, "Requests")).toHaveText("3");
  await page.getByRole("button", { name: "Clear" }).click();
  await panel(page, "Requests by status").getByRole("button", { name: /^4xx/ }).click();
  await expect(figure(page, "Requests")).toHaveText("1");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(figure(page, "Requests")).toHaveText(String(api.rows.length));

  await page.getByRole("button", { name: "Tokens over time as a table" }).click();
  const table = page.getByRole("table", { name: "Tokens over time" });
  await expect(table.getByRole("columnheader").first()).toHaveText("From");
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  await page.getByRole("button", { name: "Tokens over time as a chart" }).click();

  const chart = page.getByRole("img", { name: "Tokens over time" });
  const box = await chart.boundingBox();
  if (!box) throw new Error("The chart has no place.");
  await page.mouse.move(box.x + box.width - 2, box.y + 40);
  await expect(chart.getByText("Output")).toBeVisible();
  // The calls were made within the last minutes: hours before them there was none.
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.2, box.y + 40);
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(page.getByRole("combobox", { name: "Time" })).toContainText("Custom");
  await expect(page.getByText("No request in this time")).toBeVisible();
});

test("the overview answers at a glance, names what needs a look, and leads on", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/overview$/);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  const attention = page.getByRole("listitem").filter({ hasText: api.name }).filter({ hasText: "without a price" });
  await expect(attention).toBeVisible();
  await expect(page.getByRole("heading", { name: "Gateways" })).toBeVisible();
  await page.getByRole("link", { name: /^Tokens/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Analytics" })).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: /^Refused or failed/ }).click();
  await expect(page.getByRole("combobox", { name: "Status", exact: true })).toContainText("Refused or failed");
  const statuses = page.getByRole("table", { name: "Requests" }).getByRole("cell", { name: /^\d{3}\b/ });
  await expect(statuses.first()).toBeVisible();
  for (const status of await statuses.allTextContents()) expect(status).toMatch(/^[45]/);
});

test("whoever may see only some APIs is led to one of theirs, wherever usage is told", async ({ browser, stack }) => {
  const cora = await makePerson(stack, "consumer", "Cora");
  await callManagement(stack, `POST /apis/${api.id}/members`, { userId: cora.id, role: "VIEWER" });
  const context = await browser.newContext({ storageState: cora.storageState, baseURL: stack.consoleUrl });
  const page = await context.newPage();
  for (const path of ["/analytics", "/analytics/what-if", "/logs"]) {
    await page.goto(path);
    await expect(page.getByText("Choose an API")).toBeVisible();
    await page.getByRole("button", { name: api.name, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`apiId=${api.id}`));
    await expect(page.getByText("Choose an API")).toBeHidden();
    await expect(page.getByText(/not yours|may not/)).toHaveCount(0);
  }
  await context.close();
});

test("an overview that does not know the last day says so, and calls nothing well", async ({ page }) => {
  const refusal = { code: "unavailable", message: "The database is not reachable." };
  await page.route("**/api/v1/analytics/usage?*", (route) => route.fulfill({ status: 400, json: refusal }));
  await page.goto("/overview");
  await expect(page.getByText("The last 24 hours could not be loaded")).toBeVisible();
  await expect(page.getByText(/Requests are not known/)).toBeVisible();
  await page.unroute("**/api/v1/analytics/usage?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: /^Requests/ })).toBeVisible();
  await expect(page.getByText(/Requests are not known/)).toHaveCount(0);
});

test("an API that nobody has called says how to send the first request", async ({ page, stack }) => {
  const quiet = await makeApi(stack);
  await page.goto(`/apis/${quiet.id}/analytics`);
  await expect(page.getByText("No request in this time")).toBeVisible();
  await expect(page.getByRole("link", { name: "How to send the first request" })).toHaveAttribute("href", `/apis/${quiet.id}`);
  await expectFit(page);
});

for (const { name, ...viewport } of SIZES) {
  test(`analytics and overview fit: ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    for (const address of [`/analytics?apiId=${api.id}`, `/apis/${api.id}/analytics`]) {
      await page.goto(address);
      await expect(panel(page, "Tokens over time")).toBeVisible();
      await expectFit(page);
    }
    await page.goto("/overview");
    await expect(page.getByRole("link", { name: /^Tokens/ })).toBeVisible();
    await expectFit(page);
  });
}
