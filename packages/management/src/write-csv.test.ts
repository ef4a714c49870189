import { expect, test } from "vitest";
import { writeCsv } from "./write-csv.ts";

test("cells that hold what separates are quoted, and what is absent is empty", () => {
  expect(writeCsv(["a", "b"], [['one; "two"\nthree', null]])).toBe('a;b\r\n"one; ""two""\nthree";\r\n');
});

test.each(["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx"])("%s is text to a spreadsheet, and no formula", (cell) => {
  expect(writeCsv(["a"], [[cell]])).toBe(`a\r\n'${cell}\r\n`);
});
