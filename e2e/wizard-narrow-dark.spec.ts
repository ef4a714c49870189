import { expectFit, SIZES } from "./looks.ts";
import { freshPath } from "./management.ts";
import { expect, test } from "./sign-in.ts";
import { openWizard, passArchitecture, passDetails, passEndpoints, passEntrypoints, passPlans, pickSimulator } from "./wizard.ts";

for (const { name, ...viewport } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport });
    test("every step fits, and axe finds nothing serious", async ({ page }) => {
      test.slow();
      await page.goto("/apis/new");
      await expectFit(page);
      await openWizard(page);
      await expectFit(page);
      await page.getByRole("button", { name: "Validate my API details" }).click();
      await expectFit(page);
      await passDetails(page);
      await expectFit(page);
      await passArchitecture(page);
      await expectFit(page);
      await passEntrypoints(page, freshPath());
      await page.getByRole("button", { name: "Validate my endpoints" }).click();
      await expectFit(page);
      await pickSimulator(page, "llmtest");
      await page.getByRole("button", { name: "Test connection" }).click();
      await expect(page.getByText(/^Connected in/)).toBeVisible();
      await expectFit(page);
      await passEndpoints(page);
      await expectFit(page);
      await passPlans(page);
      await expectFit(page);
      await page.getByRole("tab", { name: "JSON" }).click();
      await expectFit(page);
      await page.getByRole("button", { name: "Save and Deploy API" }).click();
      await expect(page.getByRole("heading", { name: /^Live on/ })).toBeVisible();
      await expectFit(page);
    });
  });
}

test("at 390 px the progress bars say where one is", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openWizard(page);
  await expect(page.getByRole("img", { name: "Step 1 of 5" })).toBeVisible();
  await passDetails(page);
  await expect(page.getByText("2 of 5 · Entrypoints")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Steps" })).toBeHidden();
});

test("the dark scheme is dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await openWizard(page);
  const luminance = await page.evaluate(() => {
    const [red = 255, green = 255, blue = 255] = (getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
    return (red + green + blue) / 3;
  });
  expect(luminance).toBeLessThan(40);
});
