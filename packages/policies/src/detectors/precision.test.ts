import { textDetectorsSchema } from "@sluice/definition/resource-kinds/text-detectors";
import { describe, expect, test } from "vitest";
import type { Detector } from "./detector.ts";
import { jailbreak } from "./jailbreak.ts";
import { labelledTexts, measure } from "./labelled/measure.ts";
import { promptInjection } from "./prompt-injection.ts";
import { secrets } from "./secrets.ts";

/** The policy's own default. */
const THRESHOLD = 0.8;
const LEAST_PRECISION = 0.95;
const LEAST_TEXTS = 300;

const DETECTORS = [
  { file: "prompt-injection", field: "promptInjection", detector: promptInjection, leastRecall: 0.75 },
  { file: "jailbreak", field: "jailbreak", detector: jailbreak, leastRecall: 0.75 },
  { file: "secrets", field: "secrets", detector: secrets, leastRecall: 0.95 },
] as const satisfies readonly { file: string; field: string; detector: Detector; leastRecall: number }[];

describe.each(DETECTORS)("the detector of $file", ({ file, field, detector, leastRecall }) => {
  const held = labelledTexts(file, "held");

  test("has been measured on enough texts, harmless ones among them, no text twice", () => {
    const all = [...labelledTexts(file, "tune"), ...held];
    expect(all.length).toBeGreaterThanOrEqual(LEAST_TEXTS);
    expect(all.filter(({ found }) => !found).length).toBeGreaterThanOrEqual(LEAST_TEXTS / 3);
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
  });

  test("is on by default only where its alarms are right on texts that it was not made with", () => {
    const isOn = textDetectorsSchema.parse({})[field];
    expect(isOn && measure(detector, held, THRESHOLD).precision < LEAST_PRECISION).toBe(false);
  });

  test("finds as much as it is said to", () => {
    expect(measure(detector, held, THRESHOLD).recall).toBeGreaterThanOrEqual(leastRecall);
  });

  test("takes time in proportion to the text, whatever stands in it", { timeout: 60_000 }, () => {
    const hostile = [
      "sk-",
      "ignore previous instructions ",
      "i g n o r e ",
      "password: ",
      "eyJ.",
      "-----BEGIN PRIVATE KEY-----",
      "a://b:c@",
      '"',
      "AKIA",
    ];
    for (const piece of hostile) {
      const short = millisecondsOf(detector, piece.repeat(4_000));
      const long = millisecondsOf(detector, piece.repeat(32_000));
      // Eight times the text; quadratic time would be 64 times as much. A busy machine may double anything.
      expect(long, piece).toBeLessThan(Math.max(1_000, short * 32));
    }
  });
});

function millisecondsOf(detector: Detector, text: string): number {
  const times = [0, 1, 2].map(() => {
    const before = process.cpuUsage();
    detector.find(text);
    detector.openFrom(text);
    return process.cpuUsage(before).user / 1_000;
  });
  return Math.min(...times);
}
