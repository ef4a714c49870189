import { expect, test } from "vitest";
import { segmentsOf } from "./segments.ts";

test("missing data is a gap, and zero is a value", () => {
  const lengths = (values: readonly (number | null)[]) => segmentsOf(values).map((points) => points.map(({ at }) => at));
  expect(lengths([null, 1, 0, null, null, 4, null])).toEqual([[1, 2], [5]]);
  expect(lengths([null, null])).toEqual([]);
});
