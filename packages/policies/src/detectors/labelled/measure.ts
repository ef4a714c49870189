import { readFileSync } from "node:fs";
import type { Detector } from "../detector.ts";
import { expandSecrets } from "./expand-secrets.ts";

export interface LabelledText {
  /** Whether there is something to be found. */
  readonly found: boolean;
  readonly text: string;
}

export type Part = "tune" | "held";

export interface Measured {
  readonly texts: number;
  /** Of what the detector reports, how much is right; of what there is, how much it reports. */
  readonly precision: number;
  readonly recall: number;
  readonly falseAlarms: readonly string[];
  readonly missed: readonly string[];
}

/** Texts written by hand, half of them looked at while the detectors were made and half kept for the measurement. */
export function labelledTexts(name: string, part: Part): readonly LabelledText[] {
  const lines = readFileSync(new URL(`./${name}.${part}.jsonl`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => {
    const { found, text } = JSON.parse(line) as LabelledText;
    return { found, text: expandSecrets(text) };
  });
}

/** How a detector does on labelled texts when scores above the threshold count. */
export function measure(detector: Detector, texts: readonly LabelledText[], threshold: number): Measured {
  const judged = texts.map(({ found, text }) => ({ found, text, said: detector.find(text).some(({ score }) => score > threshold) }));
  const right = judged.filter(({ found, said }) => found && said).length;
  const said = judged.filter((one) => one.said).length;
  const present = judged.filter(({ found }) => found).length;
  return {
    texts: texts.length,
    precision: said === 0 ? 1 : right / said,
    recall: present === 0 ? 1 : right / present,
    falseAlarms: judged.filter(({ found, said }) => said && !found).map(({ text }) => text),
    missed: judged.filter(({ found, said }) => found && !said).map(({ text }) => text),
  };
}
