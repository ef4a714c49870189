import { expectFit, SIZES } from "./looks.ts";
import { makeApi } from "./made-api.ts";
import { callManagement, freshPath } from "./management.ts";
import { makePerson } from "./person.ts";
import { expect, test } from "./sign-in.ts";
import type { E2eStack } from "./stack.ts";
import { contextPathField, openWizard, passArchitecture, passDetails } from "./wizard.ts";

const ENTRYPOINT = { type: "llm-proxy", configuration: { enforceUsage: true, injectTokenHeaders: false } };

function chat({ gatewayUrl }: E2eStack, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${gatewayUrl}${path}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "simulator:gpt-5-mini", messages: [{ role: "user", content: "Hello" }] }),
  });
}

test("an API moves to another path and lets pages call; the path before answers no more", async ({ page, stack }) => {
  const api = await makeApi(stack, { deployed: true });
  const moved = `/${freshPath()}`;
  await page.goto(`/apis/${api.id}`);
  await page.getByRole("link", { name: "Entrypoints" }).click();
  await expect(contextPathField(page)).toHaveValue(api.path);
  await contextPathField(page).fill(moved);
  await expect(page.getByRole("status").filter({ hasText: "Free" })).toBeVisible();
  await expect(page.getByText(`Callers of ${api.path} will be answered with 404`)).toBeVisible();

  await page.getByRole("switch", { name: "Read on when a caller leaves" }).check();
  await page.getByLabel("Longest time").fill("601");
  await page.getByLabel("Longest answer").fill("500");
  await expect(page.getByLabel("Longest time")).toHaveAccessibleDescription(/Reading on takes between 1 and 600 whole seconds\./);
  await page.getByRole("switch", { name: "Inject token usage headers" }).check();
  await page.getByRole("switch", { name: "Calls from browsers (CORS)" }).check();
  await page.getByLabel("Origins").fill("https://app.example.org\napp.example.org");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel("Longest time")).toBeFocused();
  await expect(page.getByLabel("Origins")).toHaveAccessibleDescription(/^Line 2: An origin looks like/);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expectFit(page);
  }
  await page.getByLabel("Origins").fill("https://app.example.org");
  await page.getByLabel("Longest time").fill("60");
  await page.keyboard.press("Enter");

  await expect(page.getByText("This API is out of sync.")).toBeVisible();
  await page.getByRole("button", { name: "Review changes" }).click();
  for (const change of [
    `Context path changed from ${api.path} to ${moved}`,
    "Reading on when a caller leaves turned on",
    "Token headers on answers turned on",
    "Calls from browsers (CORS) turned on",
  ])
    await expect(page.getByRole("dialog")).toContainText(change);
  await page.getByRole("dialog").getByRole("button", { name: "Deploy API" }).click();
  await page.getByLabel("Deployment label").press("Enter");
  await expect(page.getByText(/^Live on 1\/1 gateways in/)).toBeVisible();

  const origin = "https://app.example.org";
  const answer = await chat(stack, moved, { origin });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
  expect(Number(answer.headers.get("x-llm-proxy-tokens-sent"))).toBeGreaterThan(0);
  expect((await chat(stack, api.path)).status).toBe(404);
  const { listeners } = await callManagement(stack, `GET /apis/${api.id}`);
  const clientDisconnect = { policy: "DRAIN", drainSeconds: 60, drainTokens: 500 };
  expect(listeners).toMatchObject([{ entrypoints: [{ configuration: { clientDisconnect } }], cors: { allowOrigin: [origin] } }]);
});

test("a path that another API has is refused at its field, and so is one that lies in it", async ({ page, stack }) => {
  const other = await makeApi(stack);
  const api = await makeApi(stack);
  await page.goto(`/apis/${api.id}/entrypoints`);
  await page.getByRole("button", { name: "Add context-path" }).click();
  const second = page.getByLabel("Context-path 2", { exact: true });
  await second.fill(`${other.path}/inside`);
  const words = new RegExp(`overlaps with ${other.path} of the API ${other.name}`);
  await expect(second).toHaveAccessibleDescription(words);
  await contextPathField(page).focus();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(second).toBeFocused();
  await expect(second).toHaveAccessibleDescription(words);
  await expect(page.getByText("The entrypoints were not saved")).toBeHidden();
  await page.getByRole("button", { name: `Remove ${other.path}/inside` }).click();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeHidden();
});

test("a former path stays beside the new one when it is kept; somebody else's save in between is told and kept", async ({
  page,
  stack,
}) => {
  const api = await makeApi(stack, { deployed: true });
  const moved = `/${freshPath()}`;
  await page.goto(`/apis/${api.id}/entrypoints`);
  await contextPathField(page).fill(moved);
  await page.getByRole("button", { name: "Keep it as well" }).click();
  await expect(page.getByLabel("Context-path 2", { exact: true })).toHaveValue(api.path);
  await expect(page.getByText(/will be answered with 404/)).toBeHidden();
  const theirs = await callManagement(stack, `GET /apis/${api.id}`);
  await callManagement(stack, `PUT /apis/${api.id}`, { ...theirs, description: "theirs" });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("saved this API while you were editing");
  await page.getByRole("button", { name: "Reapply mine" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect(await callManagement(stack, `GET /apis/${api.id}`)).toMatchObject({
    description: "theirs",
    listeners: [{ paths: [{ path: moved }, { path: api.path }], entrypoints: [ENTRYPOINT] }],
  });
});

test("whoever may only look can read everything and press nothing", async ({ browser, stack }) => {
  const api = await makeApi(stack);
  const viewer = await makePerson(stack, "viewer");
  const context = await browser.newContext({ storageState: viewer.storageState, baseURL: stack.consoleUrl });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`/apis/${api.id}/entrypoints`);
  await expect(page.getByText("You may look at this API, not change it.")).toBeVisible();
  await expect(contextPathField(page)).toHaveValue(api.path);
  await expect(contextPathField(page)).toBeDisabled();
  for (const control of await page.getByRole("main").getByRole("switch").all()) await expect(control).toBeDisabled();
  expect(asked).not.toContain("/api/v1/apis/_verify/paths");
  await context.close();
});

test("the wizard asks for the same bounds of reading on", async ({ page }) => {
  await openWizard(page);
  await passDetails(page);
  await passArchitecture(page);
  await contextPathField(page).fill(freshPath());
  await page.getByRole("switch", { name: "Read on when a caller leaves" }).check();
  await page.getByLabel("Longest answer").fill("much");
  await page.getByRole("button", { name: "Validate my entrypoints" }).click();
  await expect(page.getByLabel("Longest answer")).toBeFocused();
  await expect(page.getByLabel("Longest answer")).toHaveAccessibleDescription(/whole tokens/);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expectFit(page);
  }
  await page.getByLabel("Longest answer").fill("2000");
  await page.getByRole("button", { name: "Validate my entrypoints" }).click();
  // The next step comes once the path has been asked about.
  await expect(page.getByLabel("Longest answer")).toBeHidden();
  await page.getByRole("button", { name: "Previous" }).click();
  await expect(page.getByLabel("Longest answer")).toHaveValue("2000");
});
