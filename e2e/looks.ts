import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";

/** The two sizes in which every page is walked through. */
export const SIZES = [
  { name: "1440 px", width: 1440, height: 900 },
  { name: "390 px", width: 390, height: 844 },
] as const;

/** Nothing sticks out at the side, and nobody is left out, in light and in dark. */
export async function expectFit(page: Page): Promise<void> {
  // Charts and tables take their new size a frame after the window's.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page);
  // A scheme changes colours and nothing else.
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page, { onlyColours: true });
}
