import type { Page } from "@playwright/test";
import { expectFit, SIZES } from "./looks.ts";
import { makeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import { expect, test } from "./sign-in.ts";

/** What each kind needs beside a name, and what its review says of it. */
const KINDS = [
  { menu: "mTLS", fill: async () => {}, review: "A client certificate that is registered with their application." },
  {
    menu: "OAuth2",
    fill: async (page: Page) => {
      await page.getByLabel("Introspection endpoint").fill("https://login.example.com/introspect");
      await page.getByLabel("Client id", { exact: true }).fill("gateway");
      await page.getByLabel("Client secret").fill("a-client-secret-0123-9c1e");
      await page.getByLabel("Required scopes").fill("llm:chat llm:embed");
    },
    review: "scopes include llm:chat, llm:embed.",
  },
  {
    menu: "JWT",
    fill: async (page: Page) => {
      await page.getByLabel("JWKS URL").fill("https://login.example.com/jwks.json");
      await page.getByLabel("Issuer").fill("https://login.example.com/");
    },
    review: "iss is https://login.example.com/.",
  },
  {
    menu: "API Key",
    fill: async (page: Page) => page.getByLabel("Header name").fill("X-Team-Key"),
    review: "The key of their subscription, as Authorization: Bearer, X-Api-Key, X-Gravitee-Api-Key or X-Team-Key.",
  },
] as const;

test("a plan of each kind is made in three steps, in staging, and its secret is never shown again", async ({ page, stack }) => {
  test.slow();
  const api = await makeApi(stack);
  await page.goto(`/apis/${api.id}/plans`);
  for (const { menu, fill, review } of KINDS) {
    await addPlan(page, menu);
    const editor = page.getByRole("dialog", { name: `Add a plan: ${menu}` });
    await editor.getByLabel("Name", { exact: true }).fill(`By ${menu}`);
    await page.keyboard.press("Enter");
    await fill(page);
    await editor.getByRole("button", { name: "Next" }).click();
    await expect(editor.getByText(review)).toBeVisible();
    await editor.getByRole("button", { name: "Add plan" }).click();
    await expect(planRow(page, `By ${menu}`)).toBeVisible();
    await expect(editor).toBeHidden();
  }
  const staging = page.getByRole("list", { name: "Staging plans" });
  // As gateways will try them, whatever the order in which they were made.
  await expect(staging.getByRole("listitem")).toHaveText([/By mTLS/, /By JWT/, /By OAuth2/, /By API Key/]);

  await act(page, "By OAuth2", "Edit");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByLabel("Client secret")).toHaveValue("••••9c1e");
  await page.getByLabel("Required scopes").fill("llm:chat");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Save plan" }).click();
  await expect(page.getByText("By OAuth2 is saved.")).toBeVisible();
  const { data } = await callManagement(stack, `GET /apis/${api.id}/plans`);
  expect(JSON.stringify(data)).not.toContain("a-client-secret");
  expect(data).toContainEqual(expect.objectContaining({ name: "By OAuth2", status: "STAGING", validation: "MANUAL" }));
});

test("what is missing is said under its field, which has the focus; the server's word lands there too", async ({ page, stack }) => {
  const api = await makeApi(stack);
  await page.goto(`/apis/${api.id}/plans`);
  await addPlan(page, "JWT");
  const editor = page.getByRole("dialog");
  await expect(editor.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(editor.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/The plan's name is required\./);
  await editor.getByLabel("Name", { exact: true }).fill("n".repeat(51));
  await page.keyboard.press("Enter");
  await expect(editor.getByText("The name has to be less than 50 characters long.")).toBeVisible();
  await editor.getByLabel("Name", { exact: true }).fill("Tokens");
  await page.keyboard.press("Enter");
  await editor.getByRole("button", { name: "Next" }).click();
  await expect(editor.getByLabel("JWKS URL")).toBeFocused();
  await editor.getByLabel("JWKS URL").fill("https://login.example.com/jwks.json");

  // Somebody else takes the name meanwhile.
  await callManagement(stack, `POST /apis/${api.id}/plans`, { name: "Tokens", security: { type: "API_KEY" } });
  await editor.getByRole("button", { name: "Next" }).click();
  await editor.getByRole("button", { name: "Add plan" }).click();
  await expect(editor.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(editor.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/has a plan named Tokens already/);

  page.once("dialog", (dialog) => dialog.dismiss());
  await page.keyboard.press("Escape");
  await expect(editor.getByLabel("Name", { exact: true })).toHaveValue("Tokens");
  page.once("dialog", (dialog) => dialog.accept());
  await editor.getByRole("button", { name: "Cancel" }).click();
  await expect(editor).toBeHidden();
});

test("a plan is published, deprecated and closed, which says how many subscriptions end", async ({ page, stack }) => {
  const api = await makeApi(stack, { deployed: true });
  const plan = await callManagement(stack, `POST /apis/${api.id}/plans`, {
    name: "Gold",
    security: { type: "API_KEY" },
    validation: "AUTO",
  });
  await page.goto(`/apis/${api.id}/plans`);
  await page.getByRole("button", { name: "Publish Gold" }).click();
  await page.getByRole("button", { name: "Publish plan" }).click();
  await expect(page.getByRole("list", { name: "Published plans" }).getByRole("listitem", { name: "Gold" })).toBeVisible();
  await expect(page.getByText("This API is out of sync.")).toBeVisible();

  for (const name of ["One", "Two"]) {
    const application = await callManagement(stack, "POST /applications", { name: `${name} ${api.path}`.slice(0, 50) });
    await callManagement(stack, `POST /applications/${application["id"]}/subscriptions`, { planId: plan["id"] });
  }
  await act(page, "Gold", "Deprecate");
  await page.getByRole("button", { name: "Deprecate plan" }).click();
  const deprecated = page.getByRole("list", { name: "Deprecated plans" }).getByRole("listitem", { name: "Gold" });
  await expect(deprecated.getByRole("link", { name: "2 subscriptions" })).toBeVisible();

  await act(page, "Gold", "Close");
  await expect(page.getByRole("dialog")).toContainText("2 subscriptions end, and their keys are revoked within a second.");
  await page.getByRole("button", { name: "Close plan" }).click();
  await expect(deprecated).toHaveCount(0);
  await page.getByText("Closed 1").click();
  await expect(page.getByRole("list", { name: "Closed plans" }).getByRole("listitem", { name: "Gold" })).toBeVisible();
  const { data } = await callManagement(stack, `GET /subscriptions?planId=${plan["id"]}`);
  expect((data as { status: string }[]).map(({ status }) => status)).toEqual(["CLOSED", "CLOSED"]);
});

test("two plans of one kind change places, by the keyboard, and the change awaits a deployment", async ({ page, stack }) => {
  const api = await makeApi(stack);
  for (const name of ["Silver", "Gold"])
    await callManagement(stack, `POST /apis/${api.id}/plans`, { name, security: { type: "API_KEY" }, status: "PUBLISHED" });
  await callManagement(stack, `POST /apis/${api.id}/deployments`, {});
  await page.goto(`/apis/${api.id}/plans`);
  const published = page.getByRole("list", { name: "Published plans" });
  await expect(published.getByRole("listitem")).toHaveText([/Silver/, /Gold/, /Keyless/]);
  await expect(page.getByRole("button", { name: "Move Keyless up" })).toHaveCount(0);
  await page.getByRole("button", { name: "Move Gold up" }).press("Enter");
  await expect(published.getByRole("listitem")).toHaveText([/Gold/, /Silver/, /Keyless/]);
  await expect(page.getByText("Plans are tried in another order: Keyless, Gold, Silver.")).toBeVisible();
});

for (const { name, ...viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport });
    test("the plans and every screen of the editor fit, and axe finds nothing serious", async ({ page, stack }) => {
      test.slow();
      const api = await makeApi(stack);
      await callManagement(stack, `POST /apis/${api.id}/plans`, { name: "Gold", security: { type: "API_KEY" } });
      await page.goto(`/apis/${api.id}/plans`);
      await expectFit(page);
      for (const menu of ["Keyless (public)", "mTLS", "OAuth2", "JWT", "API Key"]) {
        await addPlan(page, menu);
        const editor = page.getByRole("dialog");
        await editor.getByLabel("Name", { exact: true }).fill("A plan");
        await expectFit(page);
        await editor.getByRole("button", { name: "Next" }).click();
        await expectFit(page);
        // The review, or what is missing.
        await editor.getByRole("button", { name: "Next" }).click();
        await expectFit(page);
        page.once("dialog", (dialog) => dialog.accept());
        await editor.getByRole("button", { name: "Cancel" }).click();
      }
    });
  });
}

async function addPlan(page: Page, menu: string): Promise<void> {
  await page.getByRole("button", { name: "Add plan" }).click();
  await page.getByRole("menuitem", { name: menu, exact: true }).click();
}

function planRow(page: Page, name: string) {
  return page.getByRole("listitem", { name, exact: true });
}

async function act(page: Page, plan: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${plan}` }).click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}
