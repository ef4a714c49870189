import { expectAccessible } from "./accessibility.ts";
import { expectFit, SIZES } from "./looks.ts";
import { makeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import { expect, test } from "./sign-in.ts";

test("the list finds an API by its path, keeps the filter over a reload, and says when nothing fits", async ({ page, stack }) => {
  const api = await makeApi(stack);
  const other = await makeApi(stack);
  await page.goto("/apis");
  await page.getByRole("searchbox", { name: /Filter/ }).fill(api.path);
  await expect(page.getByRole("link", { name: api.name })).toBeVisible();
  await expect(page.getByRole("link", { name: other.name })).toBeHidden();
  await page.reload();
  await expect(page.getByRole("searchbox", { name: /Filter/ })).toHaveValue(api.path);
  await page.getByRole("button", { name: /^Live/ }).click();
  await expect(page.getByText("No API fits this filter")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page.getByRole("link", { name: other.name })).toBeVisible();
  await expectAccessible(page);
});

test("a row deploys, stops, starts and deletes its API", async ({ page, stack }) => {
  const api = await makeApi(stack);
  await page.goto(`/apis?q=${api.path}`);
  const row = page.getByRole("row", { name: new RegExp(api.name) });
  await expect(row).toContainText("Not deployed");
  const choose = async (action: string) => {
    await row.getByRole("button", { name: `More for ${api.name}` }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };
  await choose("Deploy");
  await page.getByRole("button", { name: "Deploy", exact: true }).click();
  await expect(page.getByText(/^Live on 1\/1 gateways in/)).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(row).toContainText("Live");
  await expect.poll(async () => (await fetch(`${stack.gatewayUrl}${api.path}/models`)).status).toBe(200);

  await choose("Stop");
  await page.getByRole("button", { name: "Stop API" }).click();
  await expect(row).toContainText("Stopped");
  await expect.poll(async () => (await fetch(`${stack.gatewayUrl}${api.path}/models`)).status).toBe(404);
  await choose("Start");
  await expect(row).toContainText("Live");

  await choose("Delete");
  await expect(page.getByRole("button", { name: "Delete API" })).toBeDisabled();
  await page.getByLabel(`Type ${api.name} to confirm`).fill(api.name);
  await page.getByRole("button", { name: "Delete API" }).click();
  await expect(page.getByText(`${api.name} is deleted.`)).toBeVisible();
  await expect(row).toBeHidden();
});

test("a draft can be gone on with, and discarded", async ({ page, stack }) => {
  const name = `Draft ${Date.now()}`;
  // Drafts belong to who made them, so the browser makes it.
  await page.goto("/apis");
  const made = await page.request.post("/api/v1/drafts", {
    data: { step: "endpoints", definition: { name } },
    headers: { origin: stack.consoleUrl },
  });
  expect(made.ok()).toBe(true);
  await page.reload();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("step 3 of 5");
  await row.getByRole("link", { name: "Continue your draft" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goto("/apis");
  await row.getByRole("button", { name: /Discard/ }).click();
  await page.getByRole("button", { name: "Discard draft" }).click();
  await expect(row).toBeHidden();
});

test("the palette goes to an API by its name, and the theme stays chosen", async ({ page, stack }) => {
  const api = await makeApi(stack);
  await page.goto("/apis");
  await page.getByRole("button", { name: /Account of/ }).click();
  await page.getByRole("menuitem", { name: "Dark theme" }).click();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expectAccessible(page);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByPlaceholder(/Find an API/).fill(api.path);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: api.name })).toBeVisible();
});

for (const { name, ...viewport } of SIZES) {
  test(`the list and the pages of an API fit, and axe finds nothing serious: ${name}`, async ({ page, stack }) => {
    const api = await makeApi(stack, { deployed: true });
    await page.setViewportSize(viewport);
    for (const address of ["/apis", `/apis/${api.id}`, `/apis/${api.id}/endpoints`, `/apis/${api.id}/deployments`]) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expectFit(page);
    }
    await callManagement(stack, `POST /apis/${api.id}/_stop`);
  });
}

test("on a narrow screen the menu leads where the rail does", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/overview");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "APIs" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "APIs" })).toBeVisible();
});
