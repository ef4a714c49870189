import { readFile } from "node:fs/promises";
import { expectAccessible } from "./accessibility.ts";
import { makeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import { expect, test } from "./sign-in.ts";

test("the audit tells who did what, finds it by words, opens it as a diff, and keeps the filter over a reload", async ({ page, stack }) => {
  const api = await makeApi(stack, { deployed: true });
  const saved = await callManagement(stack, `GET /apis/${api.id}`);
  await callManagement(stack, `PUT /apis/${api.id}`, { ...saved, description: "Said by the audit" });
  await page.goto("/settings/audit");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await page.getByRole("searchbox", { name: /Filter by person/ }).fill(api.name);
  const table = page.getByRole("table", { name: "Audit" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table.getByRole("link", { name: api.name }).first()).toHaveAttribute("href", `/apis/${api.id}`);
  await page.reload();
  await expect(page.getByRole("searchbox", { name: /Filter by person/ })).toHaveValue(api.name);
  await expectAccessible(page);

  await table.getByRole("button", { name: `Changed the API ${api.name}` }).click();
  const dialog = page.getByRole("dialog", { name: `Changed the API ${api.name}` });
  await expect(dialog.getByRole("listitem").filter({ hasText: "Description changed" })).toBeVisible();
  await expect(dialog.getByText("Said by the audit")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Close" }).last().click();

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Export as CSV" }).click()]);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(4);
  await page.getByRole("searchbox", { name: /Filter by person/ }).fill("nobody did this");
  await expect(page.getByText("No entry fits these filters")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(table).toBeVisible();
  await callManagement(stack, `POST /apis/${api.id}/_stop`);
});

test("sign-ins are there, and one that failed", async ({ page, stack }) => {
  const answer = await page.request.post("/api/auth/sign-in/email", {
    data: { email: "intruder@example.org", password: "no such password" },
    headers: { origin: stack.consoleUrl },
  });
  expect(answer.status()).toBe(401);
  await page.goto("/settings/audit?entityType=person");
  const table = page.getByRole("table", { name: "Audit" });
  await expect(table.getByRole("row", { name: /intruder@example\.org.*Failed to sign in/ }).first()).toBeVisible();
  await expect(table.getByRole("row", { name: /Signed in/ }).first()).toBeVisible();
});

test("a data key is replaced without an API being out of sync, and calls go on", async ({ page, stack }) => {
  const api = await makeApi(stack, { deployed: true });
  const models = `${stack.gatewayUrl}${api.path}/models`;
  await expect.poll(async () => (await fetch(models)).status).toBe(200);
  await page.goto("/settings/encryption");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Replace the data key" }).click();
  await page.getByRole("button", { name: "Replace", exact: true }).click();
  await expect(page.getByText(/sealed with the key in force/)).toBeVisible();
  const rows = page.getByRole("table", { name: "Data keys" }).getByRole("row");
  await expect(rows.nth(1)).toContainText("In force");
  await expect(rows.nth(2)).toContainText("Retired");
  expect(await callManagement(stack, `GET /apis/${api.id}`)).toMatchObject({ deploymentState: "DEPLOYED" });
  expect((await fetch(models)).status).toBe(200);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of ["/settings/encryption", "/settings/audit"]) {
    await page.goto(address);
    const table = page.getByRole("table");
    await expect(table).toBeVisible();
    // Long names break; what one reads is not cut off at the edge.
    expect(await table.evaluate(({ parentElement: box }) => (box ? box.scrollWidth - box.clientWidth : -1)), address).toBe(0);
  }
  await callManagement(stack, `POST /apis/${api.id}/_stop`);
});
