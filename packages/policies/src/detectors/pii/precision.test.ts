import { piiFilteringSchema } from "@sluice/definition/policies/pii-filtering";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../../pii-filtering/testing.ts";
import { PolicyProblem } from "../../policy-problem.ts";
import type { Detector } from "../detector.ts";
import { measureSpans, spannedTexts } from "../labelled/measure-spans.ts";
import { createPiiDetectors } from "./create-pii-detector.ts";

const DEFAULTS = piiFilteringSchema.parse({});
const LEAST_PRECISION = 0.95;
const LEAST_RECALL = 0.9;
const LEAST_TEXTS = 300;
/** Of numbers that mean nothing, so many in a thousand may look like something: one in ten passes a check digit. */
const MOST_ALARMS = 10;

const detectors = createPiiDetectors(DEFAULTS);
if (detectors instanceof PolicyProblem) throw new Error(detectors.message);
const byName = Map.groupBy(
  // Credentials have texts of their own.
  detectors.filter(({ category }) => category !== "CREDENTIAL"),
  ({ name }) => name,
);
const all = [...spannedTexts("tune"), ...spannedTexts("held")];

test("the labelled texts are many, in five languages, harmless ones among them, no text twice", () => {
  expect(all.length).toBeGreaterThanOrEqual(LEAST_TEXTS);
  expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
  expect(all.filter(({ spans }) => spans.length === 0).length).toBeGreaterThanOrEqual(LEAST_TEXTS / 3);
  expect(new Set(all.map(({ language }) => language)).size).toBeGreaterThanOrEqual(5);
  for (const name of byName.keys())
    expect(
      all.some(({ spans }) => spans.some(({ label }) => label.toUpperCase() === name)),
      name,
    ).toBe(true);
});

describe.each([...byName].map(([name, own]) => ({ name, own: own.map(({ detector }) => detector) })))("$name", ({ own }) => {
  test("is right, and finds what there is, on texts that it was not made with too", () => {
    for (const texts of [all, spannedTexts("held")]) {
      const { precision, recall, falseAlarms, missed } = measureSpans(own, texts, DEFAULTS.threshold);
      expect(precision, falseAlarms.join("\n")).toBeGreaterThanOrEqual(LEAST_PRECISION);
      expect(recall, missed.join("\n")).toBeGreaterThanOrEqual(LEAST_RECALL);
    }
  });

  test("takes time in proportion to the text, whatever stands in it", { timeout: 60_000 }, () => {
    for (const piece of ["1", "1 ", "12-", "a.", "a@", "+1 ", "(0", "AB12 ", "0:", "1.", "born 1", "passport A", "DE89 "]) {
      const short = millisecondsOf(own, piece.repeat(2_000));
      const long = millisecondsOf(own, piece.repeat(16_000));
      // Eight times the text; quadratic time would be 64 times as much. A busy machine may double anything.
      expect(long, piece).toBeLessThan(Math.max(1_000, short * 32));
    }
  });
});

test("numbers that mean nothing are rarely taken for something", () => {
  const random = randomNumbers(7);
  const digits = (length: number) => Array.from({ length }, () => Math.floor(random() * 10)).join("");
  const texts = Array.from({ length: 4_000 }, (_, at) => `The value is ${digits(5 + (at % 15))} now.`);
  const alarms = texts.filter((text) =>
    detectors.some(({ detector }) => detector.find(text).some(({ score }) => score >= DEFAULTS.threshold)),
  );
  expect((alarms.length / texts.length) * 1_000, alarms.slice(0, 20).join("\n")).toBeLessThan(MOST_ALARMS);
});

test("what stands before an open place is what it will be, wherever a text is cut", () => {
  const random = randomNumbers(11);
  const long = all.map(({ text }) => text).join("\n");
  for (const { detector, name } of detectors) {
    const whole = detector.find(long);
    for (let round = 0; round < 60; round++) {
      const cut = 1 + Math.floor(random() * long.length);
      const open = detector.openFrom(long.slice(0, cut));
      const settled = (findings: typeof whole) => findings.filter(({ start }) => start < open);
      expect(settled(detector.find(long.slice(0, cut))), `${name} at ${cut}`).toEqual(settled(whole));
    }
  }
});

function millisecondsOf(own: readonly Detector[], text: string): number {
  const times = [0, 1].map(() => {
    const before = process.cpuUsage();
    for (const detector of own) {
      detector.find(text);
      detector.openFrom(text);
    }
    return process.cpuUsage(before).user / 1_000;
  });
  return Math.min(...times);
}
