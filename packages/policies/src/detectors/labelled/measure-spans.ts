import { readFileSync } from "node:fs";
import type { Detector, Finding } from "../detector.ts";
import type { Part } from "./measure.ts";

interface Span {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

export interface SpannedText {
  readonly language: string;
  readonly text: string;
  /** What there is to be found, to the letter. */
  readonly spans: readonly Span[];
}

export interface SpanMeasure {
  readonly texts: number;
  readonly present: number;
  readonly precision: number;
  readonly recall: number;
  readonly falseAlarms: readonly string[];
  readonly missed: readonly string[];
}

const MARK = /⟦([a-z_]+):([^⟧]*)⟧/;

/** Texts written by hand with made-up values, marked `⟦email:anna@example.com⟧`; half of them were not looked at while the detectors were made. */
export function spannedTexts(part: Part): readonly SpannedText[] {
  const lines = readFileSync(new URL(`./pii.${part}.jsonl`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => {
    const { language, text } = JSON.parse(line) as { readonly language: string; readonly text: string };
    return { language, ...unmarked(text) };
  });
}

function unmarked(marked: string): Pick<SpannedText, "text" | "spans"> {
  const spans: Span[] = [];
  let text = marked;
  for (let match = MARK.exec(text); match !== null; match = MARK.exec(text)) {
    const [whole, label = "", value = ""] = match;
    spans.push({ label, start: match.index, end: match.index + value.length });
    text = text.slice(0, match.index) + value + text.slice(match.index + whole.length);
  }
  return { text, spans };
}

/** How the detectors of a label do: an alarm is right where it has the very letters. Scores from the threshold on count. */
export function measureSpans(detectors: readonly Detector[], texts: readonly SpannedText[], threshold: number): SpanMeasure {
  const labels = new Set(detectors.flatMap((detector) => detector.labels));
  let [present, right, said] = [0, 0, 0];
  const falseAlarms: string[] = [];
  const missed: string[] = [];
  for (const { text, spans } of texts) {
    const expected = spans.filter(({ label }) => labels.has(label));
    const found = widest(detectors.flatMap((detector) => detector.find(text)).filter(({ score }) => score >= threshold));
    const isRight = (finding: Span) => expected.some(({ start, end }) => start === finding.start && end === finding.end);
    present += expected.length;
    said += found.length;
    right += found.filter(isRight).length;
    falseAlarms.push(...found.filter((finding) => !isRight(finding)).map(({ start, end }) => `${text.slice(start, end)} in ${text}`));
    missed.push(...expected.filter(({ start, end }) => !found.some((one) => one.start === start && one.end === end)).map(() => text));
  }
  return {
    texts: texts.length,
    present,
    precision: said === 0 ? 1 : right / said,
    recall: present === 0 ? 1 : right / present,
    falseAlarms,
    missed,
  };
}

/** Those that stand in no other: what is masked in the end. */
function widest(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    (one, at) =>
      !findings.some(
        (other, otherAt) =>
          otherAt !== at &&
          other.start <= one.start &&
          other.end >= one.end &&
          (other.end - other.start > one.end - one.start || otherAt < at),
      ),
  );
}
