import { expect, type Page } from "@playwright/test";

/** The wizard's screens as a person walks them. Each function begins on its screen and ends on the next. */

export async function openWizard(page: Page): Promise<void> {
  await page.goto("/apis/new");
  await page.getByRole("link", { name: "Create V4 API" }).click();
  await expectStep(page, "Provide some details on your API");
}

export async function expectStep(page: Page, title: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

export async function passDetails(page: Page, name = "Test"): Promise<void> {
  await page.getByLabel("API name").fill(name);
  await page.getByLabel("Version number").fill("1.1");
  await page.getByRole("button", { name: "Validate my API details" }).click();
  await expectStep(page, "Select how you want your backend service exposed");
}

export async function passArchitecture(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "AI Gateway" }).check();
  await page.getByRole("button", { name: "Select my API architecture" }).click();
  await expectStep(page, "Select your API entrypoints");
  await page.getByRole("radio", { name: "LLM Proxy" }).check();
  await page.getByRole("button", { name: "Select my entrypoints" }).click();
  await expectStep(page, "Configure your API entrypoints");
}

export async function passEntrypoints(page: Page, contextPath: string): Promise<void> {
  await contextPathField(page).fill(contextPath);
  await page.getByRole("button", { name: "Validate my entrypoints" }).click();
  await expectStep(page, "Configure your API endpoints access");
}

export function contextPathField(page: Page) {
  return page.getByLabel("Context-path", { exact: true });
}

export async function walkToEndpoints(page: Page, contextPath: string): Promise<void> {
  await openWizard(page);
  await passDetails(page);
  await passArchitecture(page);
  await passEntrypoints(page, contextPath);
}

export async function selectProvider(page: Page, label: string): Promise<void> {
  await page.getByLabel("Select option").click();
  await page.getByRole("option", { name: label, exact: true }).click();
}

/** A provider that answers without anybody's key. */
export async function pickSimulator(page: Page, name: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Use the simulator" }).click();
  await expect(page.getByLabel("Provider URL")).toHaveValue(/\/v1$/);
}

export async function passEndpoints(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Validate my endpoints" }).click();
  await expectStep(page, "Your API plans");
}

export async function passPlans(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Validate my plans" }).click();
  await expectStep(page, "Review your API configuration");
}

export async function walkToSummary(page: Page, contextPath: string): Promise<void> {
  await walkToEndpoints(page, contextPath);
  await pickSimulator(page, "llmtest");
  await passEndpoints(page);
  await passPlans(page);
}

/** Does something that changes the draft, and waits until it is on the server: what a reload will find. */
export async function untilSaved(page: Page, change: () => Promise<void>): Promise<void> {
  const isSave = (url: string, method: string) => url.includes("/api/v1/drafts/") && method === "PUT";
  const saved = page.waitForResponse((answer) => isSave(answer.url(), answer.request().method()) && answer.ok());
  await change();
  await saved;
}

/** The word in the wizard's top line. It stands there twice, for wide screens and for narrow ones. */
export async function expectDraftSaved(page: Page): Promise<void> {
  await expect(page.getByText(/^Draft saved/).filter({ visible: true })).toBeVisible();
}
