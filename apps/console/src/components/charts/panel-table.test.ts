import { expect, test } from "vitest";
import { csvOf } from "./panel-table.ts";

test("numbers are written as they are, unknown ones as nothing, and no cell becomes a formula or a second one", () => {
  const table = {
    columns: [{ name: "Model" }, { name: "Tokens", numeric: true, format: () => "many" }],
    rows: [
      ["=HYPERLINK(1)", 1_234_567],
      ['a "b", c', null],
      ["plain", -0.5],
    ],
  };
  expect(csvOf(table)).toBe(`Model,Tokens\r\n'=HYPERLINK(1),1234567\r\n"a ""b"", c",\r\nplain,-0.5\r\n`);
});
