import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** All that another colour scheme can break. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Fails on what axe calls serious or critical, naming the rule and where it is broken. `onlyColours`: of a page that was looked at whole already. */
export async function expectAccessible(page: Page, { onlyColours = false } = {}): Promise<void> {
  const axe = new AxeBuilder({ page });
  // What is well need not be told, and there are no frames to join: together they halve the time of a look.
  axe.options({ resultTypes: ["violations"] }).setLegacyMode();
  if (onlyColours) axe.withRules(COLOUR_RULES);
  const { violations } = await axe.analyze();
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
  expect(grave).toEqual([]);
}
