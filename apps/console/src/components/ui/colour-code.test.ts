import { describe, expect, test } from "vitest";
import { type CodeLanguage, colourCode } from "./colour-code.ts";

const SAMPLES: readonly [CodeLanguage, string][] = [
  ["shell", `curl http://x/#a -d '{\n "a": "b" }' # done`],
  ["python", `print("a", 'b')  # "no string"`],
  ["typescript", `const a = "x"; // 'y'\nconst url = "http://x";`],
  ["json", `{ "key": "value", "n": 1 }`],
  ["text", `"as it is"`],
];

describe("colourCode", () => {
  test("loses and adds no character", () => {
    for (const [language, code] of SAMPLES)
      expect(
        colourCode(code, language)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(code);
  });
  test("takes a fragment in a URL for no comment, and a slash in a string for none", () => {
    expect(colourCode("curl http://x/#a", "shell").some((piece) => piece.kind === "comment")).toBe(false);
    expect(colourCode(`const url = "http://x";`, "typescript").some((piece) => piece.kind === "comment")).toBe(false);
  });
  test("colours the values of JSON and not its keys", () => {
    expect(
      colourCode(`{ "key": "value" }`, "json")
        .filter((piece) => piece.kind === "string")
        .map((piece) => piece.text),
    ).toEqual([`"value"`]);
  });
});
