// How often the built-in detectors are right, on texts labelled by hand, and what they cost: `npm run bench -- --detectors`.
// The detectors were made with an eye on the first half of the texts and none on the second, which says what to expect.
import type { Detector } from "../../packages/policies/src/detectors/detector.ts";
import { jailbreak } from "../../packages/policies/src/detectors/jailbreak.ts";
import { labelledTexts, measure } from "../../packages/policies/src/detectors/labelled/measure.ts";
import { promptInjection } from "../../packages/policies/src/detectors/prompt-injection.ts";
import { secrets } from "../../packages/policies/src/detectors/secrets.ts";
import { median } from "./median.ts";
import { printPiiFigures } from "./pii.ts";

const DETECTORS: Readonly<Record<string, Detector>> = { "prompt-injection": promptInjection, jailbreak, secrets };
const THRESHOLDS = [0.5, 0.8, 0.9];
const PROSE = "The harbour wakes before the town does, and by six the first boats have come back with what the night has given them. ";
const PROSE_BYTES = 100_000;
const ROUNDS = 9;

for (const [name, detector] of Object.entries(DETECTORS)) {
  console.log(`\n${name.padEnd(20)}threshold  texts  precision  recall`);
  for (const part of ["tune", "held"] as const) {
    const texts = labelledTexts(name, part);
    for (const threshold of THRESHOLDS) {
      const { precision, recall } = measure(detector, texts, threshold);
      const figures = `${threshold.toFixed(1).padStart(9)}${String(texts.length).padStart(7)}${percent(precision)}${percent(recall)}`;
      console.log(`${(part === "tune" ? "  tuned on" : "  held back").padEnd(20)}${figures}`);
    }
  }
  console.log(`  ${millisecondsOf(detector).toFixed(1)} ms for ${PROSE_BYTES / 1_000} kB of prose`);
}

printPiiFigures(millisecondsOf);

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`.padStart(10);
}

function millisecondsOf(detector: Detector): number {
  const text = PROSE.repeat(Math.ceil(PROSE_BYTES / PROSE.length)).slice(0, PROSE_BYTES);
  const rounds: number[] = [];
  // The first two warm up.
  for (let round = -2; round < ROUNDS; round++) {
    const beganMs = performance.now();
    detector.find(text);
    if (round >= 0) rounds.push(performance.now() - beganMs);
  }
  return median(rounds);
}
