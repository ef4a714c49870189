import { expect, test } from "vitest";
import { seriesColours } from "./series-colour.ts";

test("a name has the same colour whatever the order, and no two share one up to eight", () => {
  const names = ["gpt-5", "gpt-5-mini", "claude-sonnet-4-5", "gemini-3-pro", "mistral-large", "a", "b", "c"];
  const colours = seriesColours(names);
  expect(new Set(colours.values()).size).toBe(8);
  expect(seriesColours([...names].reverse())).toEqual(colours);
  expect(seriesColours([...names, "ninth"]).size).toBe(9);
});
