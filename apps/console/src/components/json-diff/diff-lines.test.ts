import { expect, test } from "vitest";
import { type DiffLine, diffLines, foldDiff } from "./diff-lines.ts";

const side = (diff: readonly DiffLine[], gone: DiffLine["kind"]) =>
  diff
    .filter((line) => line.kind !== gone)
    .map((line) => line.text)
    .join("\n");

test("each side of the diff is the text that it came from", () => {
  const texts = ["", "a", "a\nb\nc", "a\nx\nc", "b\nc\na", "a\na\na", "x\na\nb\nc\ny"];
  for (const before of texts)
    for (const after of texts) {
      const diff = diffLines(before, after);
      expect(side(diff, "added")).toBe(before);
      expect(side(diff, "removed")).toBe(after);
    }
});

test("a changed line is one removed and one added, and nothing else", () => {
  expect(diffLines("a\nb\nc", "a\nx\nc").map(({ kind }) => kind)).toEqual(["same", "removed", "added", "same"]);
});

test("what lies far from a change is folded and counted", () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index}`).join("\n");
  const folded = foldDiff(diffLines(before, before.replace("line 10", "changed")), 2);
  expect(folded[0]).toEqual({ kind: "skipped", count: 8 });
  expect(folded.at(-1)).toEqual({ kind: "skipped", count: 7 });
  expect(folded).toHaveLength(8);
});
