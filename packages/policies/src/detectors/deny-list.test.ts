import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { createDenyList } from "./deny-list.ts";

const PHRASES = ["Projekt Nordlicht", "Projekt Nord See", "secret* plan", "ass", "P4ssw0rd List", "密码"];
const list = createDenyList("words", PHRASES);
/** All that can come next and matter: what any phrase may go on with, after a gap or within a word. */
const ENDINGS = PHRASES.map((phrase) => phrase.replace("*", "")).flatMap((phrase) => [...phrase].map((_, at) => phrase.slice(at)));
const CONTINUATIONS = ["", ...ENDINGS, ...ENDINGS.map((ending) => ` ${ending}`)];

/** Where the first phrase begins that some continuation completes: what openFrom promises, found by trying. */
function openByTrying(text: string): number {
  const starts = CONTINUATIONS.flatMap((next) =>
    list.find(`${text}${next}`).flatMap(({ start, end }) => (start < text.length && end >= text.length ? [start] : [])),
  );
  return Math.min(text.length, ...starts);
}

test.each([
  "The Projekt Nordlicht is ours.",
  "A projekt north of the Nordsee, Projekt Nord and its shore: projekt nor.",
  "Projekt Projekt Nord Projekt Nord See",
  "Secrets plan, secret plant, secretly planned, sec plan, secretary",
  "A class of assets, as assigned: ass, asp.",
  "The p4ssw0rd lists, a password lis, pass word list",
  "PRÓJEKT Nördlicht, prójekt norm",
  "我的密码和密云",
])("holds what may still become a phrase and nothing else, wherever the text is cut: %s", (text) => {
  for (let at = 0; at <= text.length; at++) {
    const cut = text.slice(0, at);
    expect([cut, list.openFrom(cut)]).toEqual([cut, openByTrying(cut)]);
  }
});

test("lets go at once where the next word cannot belong to the phrase that has begun", () => {
  expect(list.openFrom("Projekt n")).toBe(0);
  expect(list.openFrom("Projekt x")).toBe("Projekt x".length);
  expect(list.openFrom("Projekt s")).toBe("Projekt ".length);
});

test("holds what has begun while letters are spelled out behind it, for more of them may make other words", () => {
  const detector = createDenyList("words", ["Projekt Nordlicht", "nor way"]);
  expect(detector.find("Projekt x n o r d l i c h t")).toEqual([{ label: "words", start: 0, end: 27, score: 1 }]);
  expect(detector.openFrom("Projekt x n o r d")).toBe(0);
});

test("a stem may be as short as one likes", () => {
  expect(createDenyList("words", ["qu*"]).find("A quay")).toEqual([{ label: "words", start: 2, end: 6, score: 1 }]);
});

test("remembers no words of the texts that it has read", () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const rare = (nth: number) => `${"rare".repeat(10)}${nth.toString(36).padStart(8, "x")}`;
  list.find(rare(0));
  const before = used();
  for (let nth = 0; nth < 30_000; nth++) list.find(rare(nth));
  expect(used() - before).toBeLessThan(1_500_000);
});
