import type { Page } from "@playwright/test";
import { freshPath } from "./management.ts";
import { expect, test } from "./sign-in.ts";
import { expectStep } from "./wizard.ts";

/** Presses Tab until the focus is where a person wants it. */
async function tabTo(page: Page, name: RegExp | string, role: "button" | "link" | "textbox" | "combobox" | "radio"): Promise<void> {
  const target = page.getByRole(role, { name, exact: typeof name === "string" });
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluateAll((elements) => elements.some((element) => element === document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${name}`);
}

test("an API is made and deployed without a mouse", async ({ page, stack }) => {
  const path = freshPath();
  await page.goto("/apis");
  await tabTo(page, "Add API", "link");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/apis\/new$/);
  await tabTo(page, "Create V4 API", "link");
  await page.keyboard.press("Enter");

  await expectStep(page, "Provide some details on your API");
  await expect(page.getByLabel("API name")).toBeFocused();
  await page.keyboard.type("By keyboard");
  await page.keyboard.press("Tab");
  await page.keyboard.type("1.1");
  await page.keyboard.press("Enter");

  await expectStep(page, "Select how you want your backend service exposed");
  await expect(page.getByRole("radio", { name: "AI Gateway" })).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");

  await expectStep(page, "Select your API entrypoints");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");

  await expectStep(page, "Configure your API entrypoints");
  await expect(page.getByLabel("Context-path", { exact: true })).toBeFocused();
  await page.keyboard.type(path);
  await page.keyboard.press("Enter");

  await expectStep(page, "Configure your API endpoints access");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("keys");
  await tabTo(page, "Select option", "combobox");
  await page.keyboard.press("Enter");
  await page.keyboard.type("OpenAI-c");
  await page.keyboard.press("Enter");
  await tabTo(page, "Provider URL", "textbox");
  await page.keyboard.type(`${stack.simulatorUrl}/v1`);
  await tabTo(page, "Model", "combobox");
  await page.keyboard.type("gpt-5-mini");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "Models of keys" })).toContainText("gpt-5-mini");
  await tabTo(page, "Validate my endpoints", "button");
  await page.keyboard.press("Enter");

  await expectStep(page, "Your API plans");
  await page.keyboard.press("Enter");
  await expectStep(page, "Review your API configuration");
  await tabTo(page, "Save and Deploy API", "button");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Live on 1\/1 gateways/ })).toBeVisible();
  const { data } = await (await fetch(`${stack.gatewayUrl}/${path}/models`)).json();
  expect(data[0].id).toBe("keys:gpt-5-mini");
});

test("Enter in the description is a line, not a step", async ({ page }) => {
  await page.goto("/apis/new/v4");
  await expectStep(page, "Provide some details on your API");
  await page.getByLabel("Description").press("Enter");
  await expect(page.getByLabel("Description")).toHaveValue("\n");
  await expectStep(page, "Provide some details on your API");
});
