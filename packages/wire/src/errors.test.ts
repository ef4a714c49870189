import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ERRORS } from "./errors.ts";

test("docs/failure-modes.md has one paragraph for each code, with its status", () => {
  const page = readFileSync(new URL("../../../docs/failure-modes.md", import.meta.url), "utf8");
  const written = [...page.matchAll(/^### `(\w+)` · (\d{3})$/gm)].map(([, code, status]) => `${code} ${status}`);
  expect(written.toSorted()).toEqual(
    Object.entries(ERRORS)
      .map(([code, { status }]) => `${code} ${status}`)
      .toSorted(),
  );
});
