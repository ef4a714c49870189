import { freshPath } from "./management.ts";
import { expect, test } from "./sign-in.ts";
import {
  contextPathField,
  expectDraftSaved,
  expectStep,
  openWizard,
  passArchitecture,
  passDetails,
  passEndpoints,
  passPlans,
  pickSimulator,
  selectProvider,
  untilSaved,
  walkToEndpoints,
  walkToSummary,
} from "./wizard.ts";

test("Previous and the browser's Back lose nothing that was typed", async ({ page }) => {
  const path = freshPath();
  await walkToEndpoints(page, path);
  await page.getByLabel("Name", { exact: true }).fill("half-typed");
  await page.getByLabel("Model", { exact: true }).fill("a-model");
  await page.getByRole("button", { name: "Previous" }).click();
  await expectStep(page, "Configure your API entrypoints");
  await expect(contextPathField(page)).toHaveValue(path);
  await page.goBack();
  await expectStep(page, "Configure your API endpoints access");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("half-typed");
  await expect(page.getByLabel("Model", { exact: true })).toHaveValue("a-model");
});

test("finished steps show what was said and lead back; later ones do not lead ahead", async ({ page }) => {
  await openWizard(page);
  await passDetails(page, "Digested");
  await passArchitecture(page);
  const steps = page.getByRole("navigation", { name: "Steps" });
  await expect(steps.getByText("Digested · 1.1")).toBeVisible();
  await expect(steps.getByRole("button", { name: /^Endpoints/ })).toHaveCount(0);
  await steps.getByRole("button", { name: /^API details/ }).click();
  await expect(page.getByLabel("API name")).toHaveValue("Digested");
});

test("Change leads from the summary to each section, and back without loss", async ({ page }) => {
  await walkToSummary(page, freshPath());
  for (const [section, title, field] of [
    ["API details", "Provide some details on your API", "API name"],
    ["Entrypoints", "Select how you want your backend service exposed", null],
    ["Endpoints", "Configure your API endpoints access", null],
    ["Security", "Your API plans", "Plan name"],
  ] as const) {
    await page.getByRole("button", { name: `Change ${section}` }).click();
    await expectStep(page, title);
    if (field) await expect(page.getByLabel(field)).not.toHaveValue("");
    await page
      .getByRole("navigation", { name: "Steps" })
      .getByRole("button", { name: /^Summary/ })
      .click();
    await expectStep(page, "Review your API configuration");
  }
});

test("a reload in the middle restores the draft, the step and the masked key", async ({ page }) => {
  await walkToEndpoints(page, freshPath());
  await page.getByLabel("Name", { exact: true }).fill("openai");
  await selectProvider(page, "OpenAI");
  await page.getByLabel("API key").fill("sk-0123456789-secret-4f2a");
  await page.getByLabel("Model", { exact: true }).fill("gpt-5-mini");
  await untilSaved(page, () => page.getByLabel("Model", { exact: true }).press("Enter"));
  await page.reload();
  await expectStep(page, "Configure your API endpoints access");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("openai");
  await expect(page.getByLabel("API key")).toHaveValue("••••4f2a");
  await expect(page.getByRole("table", { name: "Models of openai" })).toContainText("gpt-5-mini");
  expect(await page.content()).not.toContain("0123456789-secret");
  await passEndpoints(page);
  await passPlans(page);
  await page.getByRole("tab", { name: "JSON" }).click();
  await expect(page.getByLabel("the definition", { exact: true })).toContainText('"bearer": "••••4f2a"');
});

test("words typed right before a reload are kept", async ({ page }) => {
  await openWizard(page);
  await page.getByLabel("API name").fill("Typed and gone");
  await page.reload();
  await expect(page.getByLabel("API name")).toHaveValue("Typed and gone");
});

test("two tabs on one draft: the second is told, and its words count when it says so", async ({ page, context }) => {
  await openWizard(page);
  await untilSaved(page, () => page.getByLabel("API name").fill("First tab"));
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByLabel("API name")).toHaveValue("First tab");
  await untilSaved(other, () => other.getByLabel("API name").fill("Second tab"));

  await page.getByLabel("Version number").fill("9");
  await expect(page.getByText("This draft was changed in another tab")).toBeVisible();
  await untilSaved(page, () => page.getByRole("button", { name: "Keep mine" }).click());
  await expect(page.getByText("This draft was changed in another tab")).toHaveCount(0);

  await other.getByLabel("Version number").fill("7");
  await expect(other.getByText("This draft was changed in another tab")).toBeVisible();
  await other.getByRole("button", { name: "Reload" }).click();
  await expect(other.getByLabel("API name")).toHaveValue("First tab");
  await expect(other.getByLabel("Version number")).toHaveValue("9");
});

test("a save that fails is shown, and repeated until it works", async ({ page }) => {
  await openWizard(page);
  await page.route("**/api/v1/drafts/*", (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
  await page.getByLabel("API name").fill("Offline");
  await expect(page.getByText(/^Draft not saved:/).filter({ visible: true })).toBeVisible();
  await untilSaved(page, () => page.unroute("**/api/v1/drafts/*"));
  await expectDraftSaved(page);
  await page.reload();
  await expect(page.getByLabel("API name")).toHaveValue("Offline");
});

test("Exit keeps the draft for later, or discards it", async ({ page }) => {
  const name = freshPath();
  await openWizard(page);
  await page.getByLabel("API name").fill(name);
  await page.getByRole("button", { name: "Exit" }).click();
  await page.getByRole("button", { name: "Keep draft and exit" }).click();
  await expect(page).toHaveURL(/\/apis$/);
  await expect(page.getByText(name).first()).toBeVisible();
  await page
    .getByRole("link", { name: /Continue your draft/ })
    .first()
    .click();
  await expectStep(page, "Provide some details on your API");
  await expect(page.getByLabel("API name")).toHaveValue(name);
  await page.getByRole("button", { name: "Exit" }).click();
  await page.getByRole("button", { name: "Discard draft" }).click();
  await expect(page).toHaveURL(/\/apis$/);
  await expect(page.getByText(name)).toHaveCount(0);
});

test("Save API makes the API without deploying it", async ({ page, stack }) => {
  const path = freshPath();
  await walkToSummary(page, path);
  await page.getByRole("button", { name: "Save API", exact: true }).click();
  await expect(page).toHaveURL(/\/apis\/[0-9a-f-]{36}$/);
  expect((await fetch(`${stack.gatewayUrl}/${path}/models`)).status).toBe(404);
});

test("Use API keys takes the keyless plan's place in one click", async ({ page, stack }) => {
  const path = freshPath();
  await walkToEndpoints(page, path);
  await pickSimulator(page, "llmtest");
  await passEndpoints(page);
  await page.getByRole("button", { name: "Use API keys" }).click();
  await expect(page.getByLabel("Plan name")).toHaveValue("API key");
  await passPlans(page);
  await page.getByRole("button", { name: "Save and Deploy API" }).click();
  await expect(page.getByRole("heading", { name: /^Live on/ })).toBeVisible();
  expect((await fetch(`${stack.gatewayUrl}/${path}/models`)).status).toBe(401);
});
