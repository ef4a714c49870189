import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";

/** The four ways in which every page is looked at. */
export const LOOKS = [
  { name: "1440 px, light", viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  { name: "1440 px, dark", viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  { name: "390 px, light", viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { name: "390 px, dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
] as const;

/** Nothing sticks out at the side, and nobody is left out. */
export async function expectFit(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}
