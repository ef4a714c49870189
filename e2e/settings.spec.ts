import { expectAccessible } from "./accessibility.ts";
import { expectFit, SIZES } from "./looks.ts";
import { makePerson } from "./person.ts";
import { expect, test } from "./sign-in.ts";

for (const { name, ...viewport } of SIZES)
  test.describe(name, () => {
    test.use({ viewport });
    test("the pages of Settings fit, and axe finds nothing serious", async ({ page }) => {
      for (const [path, ready] of [
        ["account", "Your account"],
        ["people", "People"],
        ["sign-in", "OpenID Connect"],
        ["encryption", "Data keys"],
        ["retention", "Usage"],
      ] as const) {
        await page.goto(`/settings/${path}`);
        await expect(page.getByRole("heading", { name: ready })).toBeVisible();
        await expect(page.getByRole("status")).toHaveCount(0);
        await expectFit(page);
      }
      await page.goto("/settings/audit");
      await expect(page.getByRole("table", { name: "Audit" })).toBeVisible();
      await expectFit(page);
    });
  });

test("a token is shown once, does what its scopes say, and stops working when it is revoked", async ({ page, stack }) => {
  const name = `pipeline ${Date.now()}`;
  await page.goto("/settings/account");
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByLabel("Name", { exact: true }).last().fill(name);
  await page.getByRole("radio", { name: "Only what is chosen" }).check();
  await page.getByLabel("Find people").check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make the token" }).click();
  const token = (await page.getByText(/^slt_/).textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText(`••••${token.slice(-4)}`);
  expect(await page.content()).not.toContain(token);
  const status = async (path: string) =>
    (await fetch(`${stack.consoleUrl}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await status("/people")).toBe(200);
  expect(await status("/invitations")).toBe(403);
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Revoked");
  expect(await status("/people")).toBe(401);
});

test("one's own name, password and sessions", async ({ browser, stack }) => {
  const person = await makePerson(stack, "viewer", "Barbara");
  const context = await browser.newContext({ storageState: person.storageState, baseURL: stack.consoleUrl });
  const page = await context.newPage();
  const elsewhere = await browser.newContext({ storageState: { cookies: [], origins: [] }, baseURL: stack.consoleUrl });
  const other = await elsewhere.newPage();
  const signIn = async (password: string) => {
    await other.goto("/sign-in");
    await other.getByLabel("Email").fill(person.email);
    await other.getByLabel("Password").fill(password);
    await other.keyboard.press("Enter");
  };
  await signIn(person.password);
  await expect(other).toHaveURL(/\/overview$/);

  await page.goto("/settings/account");
  await page.getByLabel("Name").fill("Barbara L.");
  await page.getByRole("button", { name: "Save the name" }).click();
  await expect(page.getByText("Your name is saved.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Sessions" }).getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("row", { name: /This one/ })).toHaveCount(1);

  await page.getByLabel("Current password").fill("not the password");
  await page.getByLabel("New password").fill("a different password");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByLabel("Current password")).toHaveAccessibleDescription(/This is not your current password\./);
  await page.getByLabel("Current password").fill(person.password);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText(/Your password is changed/)).toBeVisible();
  await expect(page.getByRole("table", { name: "Sessions" }).getByRole("row")).toHaveCount(2);
  await other.goto("/settings/account");
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn("a different password");
  await expect(other).not.toHaveURL(/sign-in/);

  await page.reload();
  await page.getByRole("button", { name: "End all others" }).click();
  await expect(page.getByText("1 session ended.")).toBeVisible();
  await other.reload();
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await Promise.all([context.close(), elsewhere.close()]);
});
