import { describe, expect, test } from "vitest";
import { rememberVerdicts } from "./remember-verdicts.ts";

/** Scores each text by its length, and keeps what it was asked. */
function counted() {
  const asked: string[][] = [];
  const classifier = rememberVerdicts({
    kind: "classifier",
    labels: null,
    classify: async (texts) => {
      asked.push([...texts]);
      return texts.map((text) => [{ label: "length", score: text.length }]);
    },
  });
  const scores = async (texts: readonly string[]) => (await classifier.classify(texts, "request")).map(([one]) => one?.score);
  return { asked, classifier, scores };
}

describe("remembered verdicts", () => {
  test("ask about a text once, and answer in order", async () => {
    const { asked, scores } = counted();
    expect(await scores(["aa", "b", "aa"])).toEqual([2, 1, 2]);
    expect(await scores(["b", "ccc", "aa"])).toEqual([1, 3, 2]);
    expect(asked).toEqual([["aa", "b"], ["ccc"]]);
  });

  test("are of one direction", async () => {
    const { asked, classifier, scores } = counted();
    await scores(["a"]);
    await classifier.classify(["a"], "response");
    expect(asked).toEqual([["a"], ["a"]]);
  });

  test("keep a conversation that goes on while others pass by", async () => {
    const { asked, scores } = counted();
    await scores(["first turn"]);
    for (let other = 0; other < 3; other++) {
      await scores(Array.from({ length: 1_500 }, (_, at) => `${other} ${at}`));
      await scores(["first turn"]);
    }
    expect(asked.flat().filter((text) => text === "first turn")).toHaveLength(1);
  });

  test("take a prompt of very many small texts without standing still", async () => {
    const { scores } = counted();
    const beganMs = performance.now();
    await scores(Array.from({ length: 100_000 }, (_, at) => String(at)));
    // Comparing each with each takes a minute.
    expect(performance.now() - beganMs).toBeLessThan(5_000);
  });
});
