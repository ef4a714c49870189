import { startOidcIssuer } from "../packages/testkit/src/oidc-issuer.ts";
import { expectAccessible } from "./accessibility.ts";
import { callManagement } from "./management.ts";
import { expect, test } from "./sign-in.ts";

test("an administrator adds an issuer, and people come in by it", async ({ page, browser, stack }, info) => {
  test.slow();
  const issuer = await startOidcIssuer([`${stack.consoleUrl}/api/auth/oidc/acme/callback`]);
  try {
    await page.goto("/settings/sign-in");
    await page.getByRole("button", { name: "Add a provider" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Acme");
    await page.getByLabel("Issuer").fill("http://169.254.169.254/");
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.getByText(/not for people to choose/)).toBeVisible();
    await page.getByLabel("Issuer").fill(issuer.issuer);
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.getByText(/^The issuer answers/)).toBeVisible();
    await page.getByLabel("Client id").fill(issuer.clientId);
    await page.getByLabel("Client secret").fill(issuer.clientSecret);
    await page.getByLabel("Scopes").fill("openid email profile groups");
    await page.getByLabel("Role claim").fill("groups");
    await page.getByRole("button", { name: "Add a value" }).click();
    await page.getByLabel("Value 1", { exact: true }).fill("platform-team");
    await page.getByLabel("Role of value 1").click();
    await page.getByRole("option", { name: /^Publisher/ }).click();
    await expectAccessible(page);
    await page.screenshot({ path: info.outputPath("provider.png") });
    await page.getByRole("button", { name: "Add the provider" }).click();
    await expect(page.getByLabel("Redirect URI", { exact: true })).toHaveValue(`${stack.consoleUrl}/api/auth/oidc/acme/callback`);
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page.getByRole("row", { name: /Acme/ })).toContainText("by invitation");

    const guest = await browser.newContext({ storageState: { cookies: [], origins: [] }, baseURL: stack.consoleUrl });
    const door = await guest.newPage();
    await door.goto("/settings/account");
    await expectAccessible(door);
    await door.screenshot({ path: info.outputPath("door.png") });
    issuer.signInAs("ada", { email: "ada@acme.test", email_verified: true, name: "Ada of Acme", groups: ["nobody"] });
    await door.getByRole("link", { name: "Sign in with Acme" }).click();
    await expect(door.getByText("You have no account here. Ask an administrator to invite you.")).toBeVisible();
    issuer.signInAs("ada", { email: "ada@acme.test", email_verified: true, name: "Ada of Acme", groups: ["platform-team"] });
    await door.getByRole("link", { name: "Sign in with Acme" }).click();
    await expect(door).toHaveURL(/\/settings\/account$/);
    await expect(door.getByLabel("Name")).toHaveValue("Ada of Acme");
    await expect(door.getByText("Publisher")).toBeVisible();
    await expect(door.getByText("You sign in by Acme. There is no password to change here.")).toBeVisible();
    await guest.close();

    await page.getByRole("button", { name: "More for Acme" }).click();
    await page.getByRole("menuitem", { name: "Change" }).click();
    await expect(page.getByLabel("Client secret")).toHaveValue(`••••${issuer.clientSecret.slice(-4)}`);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Acme is saved.")).toBeVisible();
    const kept = JSON.stringify([await callManagement(stack, "GET /settings/oidc"), await callManagement(stack, "GET /audit?perPage=100")]);
    expect(kept).not.toContain(issuer.clientSecret);
  } finally {
    await issuer.close();
  }

  const late = await browser.newContext({ storageState: { cookies: [], origins: [] }, baseURL: stack.consoleUrl });
  const door = await late.newPage();
  await door.goto("/sign-in");
  await door.getByRole("link", { name: "Sign in with Acme" }).click();
  await expect(door.getByText(/The sign-in service does not answer/)).toBeVisible();
  await late.close();
  await callManagement(stack, "DELETE /settings/oidc/acme");
});
