import { RE2JS } from "re2js";
import type { Detector, Finding } from "./detector.ts";
import { prefixPattern } from "./pattern-prefix.ts";

export interface CustomPattern {
  readonly label: string;
  readonly pattern: string;
  readonly ignoreCase: boolean;
}

/** What a pattern may unfold to: a state costs time with every character of every text. */
const MOST_STATES = 4_000;
/** A match that has been open for longer is let go: what follows `a.*` would else be held back for ever. */
const LONGEST_OPEN = 4_096;
/** Of one text; those beyond change no verdict. */
const MOST_FINDINGS = 1_000;

/** Patterns of one's own, on an engine whose time is linear in the text; or why a pattern cannot be used. */
export function createCustomPattern({ label, pattern, ignoreCase }: CustomPattern): Detector | string {
  const flags = ignoreCase ? RE2JS.CASE_INSENSITIVE : 0;
  const whole = compile(pattern, flags);
  if (typeof whole === "string") return whole;
  if (whole.matcher("").find()) return "The pattern matches the empty text: it would find something everywhere.";
  const prefix = prefixPattern(pattern);
  const beginning = prefix === null ? null : compile(`(?:${prefix})\\z`, flags);
  return {
    labels: [label],
    find(text) {
      const findings: Finding[] = [];
      const matcher = whole.matcher(text);
      while (findings.length < MOST_FINDINGS && matcher.find())
        findings.push({ label, start: matcher.start(), end: matcher.end(), score: 1 });
      return findings;
    },
    openFrom(text) {
      const latest = Math.max(0, text.length - LONGEST_OPEN);
      // Where the beginnings cannot be told, the last line may be one.
      if (beginning === null || typeof beginning === "string") return Math.max(latest, text.lastIndexOf("\n") + 1);
      const matcher = beginning.matcher(text.slice(latest));
      return matcher.find() ? latest + matcher.start() : text.length;
    },
  };
}

function compile(pattern: string, flags: number): RE2JS | string {
  try {
    const compiled = RE2JS.compile(pattern, flags);
    return compiled.programSize() > MOST_STATES ? "The pattern repeats too much: it unfolds to too many states." : compiled;
  } catch {
    return "This is no regular expression that can be matched in linear time: look-arounds and references to groups are not.";
  }
}
