import type { Page } from "@playwright/test";
import { callManagement } from "./management.ts";
import { makePerson } from "./person.ts";
import { expect, test } from "./sign-in.ts";

type Kept = Readonly<Record<string, { readonly keepDays: number }>>;
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

test("fewer days are asked about before they drop anything, and refused days are said at their field", async ({ page, stack }) => {
  const before = (await callManagement(stack, "GET /settings/retention")) as Kept;
  const days = async (kind: string) => ((await callManagement(stack, "GET /settings/retention")) as Kept)[kind]?.keepDays;
  const save = page.getByRole("button", { name: "Save the retention" });
  try {
    await page.goto("/settings/retention");
    await expect(field(page, "Requests")).toHaveValue(String(before["rows"]?.keepDays));
    await expect(save).toBeDisabled();
    await expect(page.getByText("SLUICE_CONTENT_DAYS")).toBeVisible();

    await field(page, "Sums by minute").fill("a while");
    await save.click();
    await expect(page.getByText("At least a day.")).toBeVisible();
    expect(await days("minute")).toBe(before["minute"]?.keepDays);

    await field(page, "Sums by minute").fill("20");
    await field(page, "Requests").fill("80");
    await save.click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("Of requests, those older than 80 days are dropped.");
    await expect(dialog).not.toContainText("minute");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await days("rows")).toBe(before["rows"]?.keepDays);

    await save.click();
    await dialog.getByRole("button", { name: "Keep fewer days" }).click();
    await expect(page.getByText("The retention is saved.")).toBeVisible();
    expect([await days("rows"), await days("minute")]).toEqual([80, 20]);
    await expect(field(page, "Requests")).toHaveValue("80");
  } finally {
    const body = Object.fromEntries(Object.entries(before).map(([kind, { keepDays }]) => [kind, keepDays]));
    await callManagement(stack, "PUT /settings/retention", body);
  }
});

test("whoever may not manage settings is not offered the retention, and is told nothing by its address", async ({ browser, stack }) => {
  const pat = await makePerson(stack, "publisher", "Pat");
  const context = await browser.newContext({ storageState: pat.storageState, baseURL: stack.consoleUrl });
  const page = await context.newPage();
  await page.goto("/settings");
  await expect(page.getByRole("link", { name: "Your account" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Retention" })).toHaveCount(0);
  await page.goto("/settings/retention");
  await expect(page.getByText("The retention could not be loaded")).toBeVisible();
  await expect(field(page, "Requests")).toHaveCount(0);
  await context.close();
});
