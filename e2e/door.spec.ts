import { expectAccessible } from "./accessibility.ts";
import { expectFit, SIZES } from "./looks.ts";
import { expect, test } from "./sign-in.ts";

test.use({ storageState: { cookies: [], origins: [] } });

test("who is not signed in comes to the door and, after it, to the page that was asked for", async ({ page, stack }) => {
  await page.goto("/apis?q=x");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Type your email address.")).toBeVisible();
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.getByLabel("Email").fill(stack.adminEmail);
  await page.getByLabel("Password").fill(stack.adminPassword);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/apis\?q=x$/);
  await page.getByRole("button", { name: /Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto("/apis");
  await expect(page).toHaveURL(/sign-in/);
});

for (const { name, ...viewport } of SIZES) {
  test(`the door fits, and axe finds nothing serious: ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expectFit(page);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("Type your email address.")).toBeVisible();
    await expectFit(page);
  });
}

test("a wrong password and an unknown address are refused in the same words", async ({ page, stack }) => {
  await page.goto("/sign-in?next=https://evil.example/");
  for (const email of [stack.adminEmail, "nobody@example.com"]) {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill("wrong");
    await page.keyboard.press("Enter");
    await expect(page.getByText("That email and password do not go together. Check both and try again.")).toBeVisible();
  }
});
