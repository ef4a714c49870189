import { expectAccessible } from "./accessibility.ts";
import { expectFit, SIZES } from "./looks.ts";
import { makeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import { makePerson } from "./person.ts";
import { expect, test } from "./sign-in.ts";
import type { E2eStack } from "./stack.ts";

async function makeApplication(stack: E2eStack, name = `Bot ${Date.now().toString(36)}`): Promise<{ id: string; name: string }> {
  const { id } = await callManagement(stack, "POST /applications", { name, description: "Answers tickets" });
  return { id: String(id), name };
}

/** An API with a plan that gives a key at once, deployed, and its gateway address. */
async function makeOpenApi(stack: E2eStack) {
  const api = await makeApi(stack, { deployed: true });
  const plan = await callManagement(stack, `POST /apis/${api.id}/plans`, {
    name: "Gold",
    security: { type: "API_KEY" },
    validation: "AUTO",
    status: "PUBLISHED",
  });
  const saved = await callManagement(stack, `GET /apis/${api.id}`);
  const quota = { limit: 100, periodTime: 1, periodTimeUnit: "DAYS" };
  await callManagement(stack, `PUT /apis/${api.id}`, {
    ...saved,
    flows: [{ name: "Every call", request: [{ name: "Calls a day", policy: "quota", configuration: { quota } }] }],
  });
  await callManagement(stack, `POST /apis/${api.id}/deployments`, {});
  return { ...api, planId: String(plan["id"]) };
}

test("an application is made, found by its name, changed and deleted", async ({ page, stack }) => {
  // Beside another, so that what is deleted is missed in a list, and not in an empty page.
  await makeApplication(stack);
  const name = `Desk ${Date.now().toString(36)}`;
  await page.goto("/applications");
  await page.getByRole("button", { name: "New application" }).first().click();
  await page.getByRole("button", { name: "Create application" }).click();
  await expect(page.getByText("The name is required.")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create application" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("Subscribed to no API")).toBeVisible();
  await expectAccessible(page);

  await page
    .getByRole("navigation", { name: `Pages of ${name}` })
    .getByRole("link", { name: "Settings" })
    .click();
  await page.getByLabel("Client id").fill(`client-${name}`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Client id")).toHaveValue(`client-${name}`);
  await expectAccessible(page);

  await page.goto("/applications");
  await page.getByRole("searchbox", { name: /Filter/ }).fill(name);
  await page.getByRole("link", { name }).click();
  await page
    .getByRole("navigation", { name: `Pages of ${name}` })
    .getByRole("link", { name: "Settings" })
    .click();
  await page.getByRole("button", { name: "Delete application" }).click();
  await page.getByLabel(`Type ${name} to confirm`).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Delete application" }).click();
  await expect(page.getByText(`${name} is deleted.`)).toBeVisible();
  await page.getByRole("searchbox", { name: /Filter/ }).fill(name);
  await expect(page.getByText("No application fits this filter")).toBeVisible();
});

test("a plan without a decision gives its key at once, shown once; its calls are counted by day and by subscription", async ({
  page,
  stack,
}) => {
  const api = await makeOpenApi(stack);
  const application = await makeApplication(stack);
  await page.goto(`/applications/${application.id}`);
  await page.getByRole("button", { name: "Subscribe to an API" }).click();
  const search = page.getByRole("searchbox", { name: /Find an API/ });
  if (await search.isVisible()) await search.fill(api.path);
  const region = page.getByRole("region", { name: api.name });
  await expect(region.getByRole("radio", { name: "Keyless" })).toBeDisabled();
  await region.getByRole("radio", { name: "Gold" }).check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Subscribe", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Your key for ${api.name}` });
  const key = (await dialog.getByRole("region", { name: "the key" }).textContent()) ?? "";
  await expectAccessible(page);
  // A click beside it does not throw the key away.
  await page.mouse.click(5, 400);
  await dialog.getByRole("button", { name: "I have stored it" }).click();

  const card = page.getByRole("region", { name: `${api.name}, Gold` });
  await expect(card).toContainText(`${stack.gatewayUrl}${api.path}`);
  await card.getByText("How to call it").click();
  await expect(card.getByRole("region", { name: "the curl call" })).toContainText(`${stack.gatewayUrl}${api.path}/chat/completions`);
  await expectAccessible(page);

  for (const model of ["simulator:gpt-5-mini", "simulator:gpt-5"]) {
    const answer = await fetch(`${stack.gatewayUrl}${api.path}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] }),
    });
    expect(answer.status).toBe(200);
  }
  const counted = async () => {
    const { data } = await callManagement(stack, `GET /analytics/usage?applicationId=${application.id}`);
    return (data as { requests: number }[])[0]?.requests;
  };
  await expect.poll(counted, { timeout: 20_000 }).toBe(2);
  // Where its usage was told before Analytics had it: old links lead on.
  await page.goto(`/applications/${application.id}/usage`);
  await expect(page).toHaveURL(/\/analytics\?time=30d$/);
  const subscribed = page.getByRole("table", { name: "Top subscriptions" });
  await expect(subscribed).toContainText(`${api.name}, Gold`);
  await page.getByRole("button", { name: "Tokens over time as a table" }).click();
  const byTime = page.getByRole("table", { name: "Tokens over time" }).getByRole("row");
  await expect(byTime.filter({ has: page.locator("td:nth-child(2)", { hasText: /^2$/ }) })).toHaveCount(1);
  // gpt-5 has no price there, which is said and not counted as nothing.
  await expect(page.getByText(/tokens have no price/)).toBeVisible();
  await subscribed.getByRole("button", { name: `${api.name}, Gold` }).click();
  await expect(page.getByRole("combobox", { name: "Subscription" })).toContainText("Gold");
  await page.getByRole("link", { name: "Limits" }).click();
  await expect(page.getByText("No end is set.")).toBeVisible();
  const limits = page.getByRole("region", { name: "What is left of its limits" });
  await expect(limits).toContainText("Calls a day98 of 100 requests left");
  await expect(limits).toContainText(/In any day · full again by .* · counted .* ago|In any day · full again by .* · counted just now/);
  await expectAccessible(page);
});

test("keys are added with a name, given an end, and revoked; a subscription is closed", async ({ page, stack }) => {
  const api = await makeOpenApi(stack);
  const application = await makeApplication(stack);
  await callManagement(stack, `POST /applications/${application.id}/subscriptions`, { planId: api.planId });
  await page.goto(`/applications/${application.id}`);
  await page.getByRole("button", { name: "Add key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("laptop");
  await page.getByRole("dialog").getByRole("button", { name: "Add key" }).click();
  await page.getByRole("button", { name: "I have stored it" }).click();
  const row = page.getByRole("row", { name: /laptop/ });
  await row.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Set expiry" }).click();
  await page.getByLabel("Ends", { exact: true }).fill("2020-01-01T00:00");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("A key expires in the future.")).toBeVisible();
  await page.getByLabel("Ends", { exact: true }).fill("2099-01-01T00:00");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("2099");
  await row.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row).toBeHidden();
  await page.getByText("1 former key").click();
  await expect(page.getByRole("table", { name: "Former keys" })).toContainText("laptop");

  await page.getByRole("button", { name: `More for ${api.name}` }).click();
  await page.getByRole("menuitem", { name: "Close subscription" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Close subscription" }).click();
  await expect(page.getByRole("table", { name: "Ended subscriptions" })).toContainText("Closed");
});

test("members are picked by their name; a viewer looks and is offered nothing to press", async ({ page, browser, stack }) => {
  const api = await makeOpenApi(stack);
  const application = await makeApplication(stack);
  await callManagement(stack, `POST /applications/${application.id}/subscriptions`, { planId: api.planId });
  const cora = await makePerson(stack, "consumer", "Cora");
  await page.goto(`/applications/${application.id}/members`);
  await page.getByLabel("Person").fill(cora.email.slice(0, 30));
  await page.getByRole("option", { name: new RegExp(cora.email) }).click();
  await page.getByRole("form", { name: "Add a member" }).getByLabel("Role").click();
  await page.getByRole("option", { name: /Viewer/ }).click();
  await page.getByRole("button", { name: "Add member" }).click();
  await expect(page.getByLabel("Role of Cora")).toContainText("Viewer");
  await expectAccessible(page);

  const context = await browser.newContext({ storageState: cora.storageState, baseURL: stack.consoleUrl });
  const theirs = await context.newPage();
  await theirs.goto("/");
  await theirs.getByRole("link", { name: application.name }).click();
  await expect(theirs.getByRole("table", { name: "Keys that work" })).toBeVisible();
  for (const name of ["Subscribe to an API", "Renew", "Add key", `More for ${api.name}`]) {
    await expect(theirs.getByRole("button", { name })).toBeHidden();
  }
  await theirs.goto("/apis");
  await expect(theirs.getByText("You look after no API")).toBeVisible();
  await theirs.goto(`/apis/${api.id}`);
  await expect(theirs.getByText("This API is not yours to see")).toBeVisible();
  await theirs.goto("/apis/new/v4");
  await expect(theirs.getByText("Making APIs is not part of your role")).toBeVisible();
  await context.close();

  await page.getByRole("button", { name: "Remove Cora" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByLabel("Role of Cora")).toBeHidden();
});

test("a certificate is taken, a private key never leaves the page", async ({ page, stack }) => {
  const application = await makeApplication(stack);
  await page.goto(`/applications/${application.id}/settings`);
  await page.getByRole("button", { name: "Add certificate" }).click();
  await page.getByLabel("Certificate in PEM").fill("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
  await expect(page.getByText("This holds a private key.")).toBeVisible();
  await page.getByLabel("Certificate in PEM").fill("words");
  await page.getByRole("dialog").getByRole("button", { name: "Add certificate" }).click();
  await expect(page.getByText(/not a certificate in PEM/)).toBeVisible();
  await expectAccessible(page);
});

for (const { name, ...viewport } of SIZES) {
  test(`the pages of applications fit, and axe finds nothing serious: ${name}`, async ({ page, stack }) => {
    const api = await makeOpenApi(stack);
    const application = await makeApplication(stack);
    await callManagement(stack, `POST /applications/${application.id}/subscriptions`, { planId: api.planId });
    await page.setViewportSize(viewport);
    for (const address of [
      "/applications",
      ...["", "/limits", "/members", "/settings"].map((tab) => `/applications/${application.id}${tab}`),
    ]) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("status", { name: /^Loading/ })).toBeHidden();
      await expectFit(page);
    }
  });
}
