import { callManagement, freshPath } from "./management.ts";
import { expect, test } from "./sign-in.ts";
import {
  contextPathField,
  expectStep,
  openWizard,
  passArchitecture,
  passDetails,
  passEndpoints,
  pickSimulator,
  selectProvider,
  untilSaved,
  walkToEndpoints,
  walkToSummary,
} from "./wizard.ts";

test("details: what is missing is said under its field, and the first field has the focus", async ({ page }) => {
  await openWizard(page);
  await page.getByRole("button", { name: "Validate my API details" }).click();
  await expect(page.getByLabel("API name")).toBeFocused();
  await expect(page.getByLabel("API name")).toHaveAccessibleDescription(/API name is required\./);
  await expect(page.getByLabel("Version number")).toHaveAccessibleDescription(/Version number is required\./);
  await expectStep(page, "Provide some details on your API");
});

test("details: a field that is left empty says so, one that was not visited stays quiet", async ({ page }) => {
  await openWizard(page);
  await page.getByLabel("API name").focus();
  await page.getByLabel("API name").blur();
  await expect(page.getByText("API name is required.")).toBeVisible();
  await expect(page.getByText("Version number is required.")).toHaveCount(0);
});

test("details: what is too long is named with its limit", async ({ page }) => {
  await openWizard(page);
  await page.getByLabel("API name").fill("n".repeat(51));
  await page.getByLabel("Version number").fill("1".repeat(33));
  await page.getByLabel("Description").fill("d".repeat(251));
  await expect(page.getByText("251 / 250")).toBeVisible();
  await page.getByRole("button", { name: "Validate my API details" }).click();
  await expect(page.getByText("API name has to be at most 50 characters long.")).toBeVisible();
  await expect(page.getByText("Version number has to be at most 32 characters long.")).toBeVisible();
  await expect(page.getByText("Description has to be at most 250 characters long.")).toBeVisible();
});

test("architecture and entrypoint have to be chosen", async ({ page }) => {
  await openWizard(page);
  await passDetails(page);
  await page.getByRole("button", { name: "Select my API architecture" }).click();
  await expect(page.getByText("Select AI Gateway to go on.")).toBeVisible();
  await page.getByRole("radio", { name: "AI Gateway" }).check();
  await page.getByRole("button", { name: "Select my API architecture" }).click();
  await page.getByRole("button", { name: "Select my entrypoints" }).click();
  await expect(page.getByText("Select LLM Proxy to go on.")).toBeVisible();
});

test("context paths: missing, short, not allowed, twice, in use", async ({ page, stack }) => {
  const taken = freshPath();
  const { id } = await callManagement(stack, "POST /apis", definitionAt(taken));
  await openWizard(page);
  await passDetails(page);
  await passArchitecture(page);
  const validate = page.getByRole("button", { name: "Validate my entrypoints" });
  for (const [typed, message] of [
    ["", "Context path is required."],
    ["ab", "Context path has to be more than 3 characters long."],
    ["/a b c", /^Context path is not valid\./],
    ["/two//slashes", /two slashes in a row/],
  ] as const) {
    await contextPathField(page).fill(typed);
    await validate.click();
    await expect(page.getByText(message)).toBeVisible();
    await expect(contextPathField(page)).toBeFocused();
  }
  await contextPathField(page).fill(taken);
  await expect(page.getByText(/is used by the API Taken/)).toBeVisible();
  await validate.click();
  await expectStep(page, "Configure your API entrypoints");

  await contextPathField(page).fill(freshPath());
  await expect(page.getByRole("status").filter({ hasText: "Free" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Add context-path" }).click();
  await page.getByLabel("Context-path 2", { exact: true }).fill(await contextPathField(page).inputValue());
  await validate.click();
  await expect(page.getByText("Duplicated context path not allowed")).toBeVisible();
  await callManagement(stack, `DELETE /apis/${id}`);
});

test("turning token tracking off says what is lost", async ({ page }) => {
  await openWizard(page);
  await passDetails(page);
  await passArchitecture(page);
  await page.getByRole("switch", { name: "Track tokens during stream mode" }).click();
  await expect(page.getByText("Streamed answers will not be counted")).toBeVisible();
});

test("endpoints: everything that is missing is said at once", async ({ page }) => {
  await walkToEndpoints(page, freshPath());
  await page.getByRole("button", { name: "Validate my endpoints" }).click();
  await expect(page.getByText("Name is required.")).toBeVisible();
  await expect(page.getByText("Select an LLM provider.")).toBeVisible();
  await expect(page.getByText("Name at least one model.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
});

test("endpoints: a colon in a name, a missing address, a price that is no number, a name used twice", async ({ page }) => {
  await walkToEndpoints(page, freshPath());
  const validate = page.getByRole("button", { name: "Validate my endpoints" });
  await page.getByLabel("Name", { exact: true }).fill("a:b");
  await selectProvider(page, "OpenAI-compatible");
  await page.getByLabel("Model", { exact: true }).fill("m");
  await validate.click();
  await expect(page.getByText(/must not contain a colon/)).toBeVisible();
  await expect(page.getByText(/has no address of its own/)).toBeVisible();

  await page.getByLabel("Name", { exact: true }).fill("same");
  await page.getByLabel("Provider URL").fill("http://localhost:1/v1");
  await page.getByLabel("Model", { exact: true }).press("Enter");
  await page.getByLabel(/^Input price of m/).fill("cheap");
  await validate.click();
  await expect(page.getByText("A price is a number.")).toBeVisible();
  await page.getByLabel(/^Input price of m/).fill("0,25");

  await page.getByRole("button", { name: "Add provider" }).click();
  const second = page.getByRole("region", { name: "Provider without a name" });
  await second.getByRole("button", { name: "Use the simulator" }).click();
  const simulator = page.getByRole("region", { name: "Provider simulator" });
  await simulator.getByLabel("Name", { exact: true }).fill("same");
  await validate.click();
  await expect(page.getByText("This name is used by another provider or endpoint group.")).toBeVisible();
});

test("a provider without its key is warned of, not refused", async ({ page }) => {
  await walkToEndpoints(page, freshPath());
  await page.getByLabel("Name", { exact: true }).fill("llmtest");
  await selectProvider(page, "OpenAI");
  await page.getByLabel("Model", { exact: true }).fill("gpt-5-mini");
  await expect(page.getByText("llmtest has no key. You may go on; its calls fail until one is set.")).toBeVisible();
  await passEndpoints(page);
});

test("plans: two of one name are refused where they are typed; none is allowed, and said", async ({ page }) => {
  await walkToEndpoints(page, freshPath());
  await pickSimulator(page, "llmtest");
  await passEndpoints(page);
  await page.getByRole("button", { name: "Add plan" }).click();
  await page.getByRole("menuitem", { name: "API Key" }).click();
  const editor = page.getByRole("dialog", { name: "Add a plan: API Key" });
  await editor.getByLabel("Name", { exact: true }).fill("Default Keyless (UNSECURED)");
  await editor.getByRole("button", { name: "Next" }).click();
  await expect(editor.getByText(/stands in the list already/)).toBeVisible();
  await expect(editor.getByLabel("Name", { exact: true })).toBeFocused();
  await editor.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByLabel("Plan name")).toHaveCount(1);
  await page.getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByText("No plans are selected.").first()).toBeVisible();
  await page.getByRole("button", { name: "Validate my plans" }).click();
  await expectStep(page, "Review your API configuration");
});

test("plans: one that is half-made survives a reload, and cannot be validated until it is finished", async ({ page }) => {
  await walkToEndpoints(page, freshPath());
  await pickSimulator(page, "llmtest");
  await passEndpoints(page);
  await page.getByRole("button", { name: "Add plan" }).click();
  await page.getByRole("menuitem", { name: "JWT" }).click();
  const editor = page.getByRole("dialog");
  await editor.getByLabel("Name", { exact: true }).fill("Tokens");
  await page.keyboard.press("Enter");
  await untilSaved(page, () => editor.getByLabel("Issuer").fill("https://login.example.com/"));
  await page.reload();
  await expect(page.getByLabel("Plan name").nth(1)).toHaveValue("Tokens");
  await page.getByRole("button", { name: "Validate my plans" }).click();
  await expect(page.getByText(/^Not finished:/)).toBeVisible();
  const edit = page.getByRole("button", { name: "Edit Tokens" });
  await expect(edit).toBeFocused();
  await edit.press("Enter");
  await expect(editor.getByLabel("JWKS URL")).toBeFocused();
  await expect(editor.getByLabel("Issuer")).toHaveValue("https://login.example.com/");
  await editor.getByLabel("JWKS URL").fill("https://login.example.com/jwks.json");
  await page.keyboard.press("Enter");
  await expect(editor.getByText("iss is https://login.example.com/.")).toBeVisible();
  await editor.getByRole("button", { name: "Keep changes" }).click();
  await page.getByRole("button", { name: "Validate my plans" }).click();
  await expectStep(page, "Review your API configuration");
});

test("a path that is taken meanwhile leads back to its field, and nothing half-made stays", async ({ page, stack }) => {
  const path = freshPath();
  await walkToSummary(page, path);
  const { id } = await callManagement(stack, "POST /apis", definitionAt(path));
  await page.getByRole("button", { name: "Save and Deploy API" }).click();
  await expectStep(page, "Configure your API entrypoints");
  await expect(contextPathField(page)).toBeFocused();
  await expect(contextPathField(page)).toHaveAccessibleDescription(/is used by the API Taken/);
  const { data } = await callManagement(stack, `GET /apis?q=${path}`);
  expect((data as { id: string }[]).map((api) => api.id)).toEqual([id]);
  await callManagement(stack, `DELETE /apis/${id}`);
});

function definitionAt(path: string) {
  return {
    name: "Taken",
    apiVersion: "1",
    listeners: [{ paths: [{ path: `/${path}` }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: [
      {
        name: "one",
        endpoints: [{ name: "one", configuration: { provider: "OPEN_AI", authentication: { type: "BEARER" }, models: [{ name: "m" }] } }],
      },
    ],
  };
}
