import { readFile } from "node:fs/promises";
import { CONSOLE_EXPORT } from "../packages/definition/src/gravitee/testing/exports.ts";
import { expectFit, SIZES } from "./looks.ts";
import { makeApi } from "./made-api.ts";
import { callManagement, freshPath } from "./management.ts";
import { expect, test } from "./sign-in.ts";

test("an API is exported from its menu, and the file makes another one", async ({ page, stack }) => {
  const api = await makeApi(stack);
  await page.goto(`/apis?q=${api.path}`);
  await page.getByRole("button", { name: `More for ${api.name}` }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export" }).click();
  const file = await (await saving).path();
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ export: { product: "Sluice" }, api: { name: api.name } });

  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Definition file").setInputFiles(file);
  await expect(dialog.getByRole("textbox", { name: "Definition" })).toHaveValue(/"product": "Sluice"/);
  await dialog.getByRole("button", { name: "Review" }).click();
  await expect(dialog).toContainText(`Context path ${api.path} is used by the API ${api.name}.`);
  const path = `/${freshPath()}`;
  await dialog.getByRole("textbox", { name: "API name" }).fill("A copy");
  await dialog.getByRole("textbox", { name: "Context path" }).fill(path);
  await dialog.getByRole("button", { name: "Import API" }).click();
  await expect(page.getByText("A copy is imported.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("A copy");
  await expect(page.getByText("Not deployed").first()).toBeVisible();
  const { data } = await callManagement(stack, `GET /apis?q=${path}`);
  expect(data).toMatchObject([{ name: "A copy", contextPaths: [path] }]);
});

test("what cannot be imported says why, and where", async ({ page }) => {
  await page.goto("/apis");
  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog");
  const box = dialog.getByRole("textbox", { name: "Definition" });
  await box.fill("kind: ApiV4Definition");
  await dialog.getByRole("button", { name: "Review" }).click();
  await expect(dialog.getByRole("alert")).toContainText("YAML");
  await box.fill(JSON.stringify({ ...CONSOLE_EXPORT, api: { ...CONSOLE_EXPORT.api, flowExecution: { mode: "BEST_MATCH" } } }));
  await dialog.getByRole("button", { name: "Review" }).click();
  await expect(dialog.getByRole("alert")).toContainText("flowExecution.mode");
  await expect(dialog.getByRole("button", { name: "Import API" })).toBeHidden();
  await dialog.getByRole("button", { name: "Back" }).click();
  await expect(box).toHaveValue(/BEST_MATCH/);
});

for (const { name, ...viewport } of SIZES) {
  test(`an export of Gravitee's is reviewed, ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto("/apis");
    await page.getByRole("button", { name: "Import" }).click();
    const dialog = page.getByRole("dialog");
    await expectFit(page);
    await dialog.getByRole("textbox", { name: "Definition" }).fill(JSON.stringify(CONSOLE_EXPORT, null, 2));
    await dialog.getByRole("button", { name: "Review" }).click();
    await expect(dialog).toContainText("Response templates are not kept");
    await expect(dialog).toContainText("Gold, API key");
    await expectFit(page);
  });
}
