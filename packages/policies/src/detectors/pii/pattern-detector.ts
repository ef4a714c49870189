import type { Detector, Finding } from "../detector.ts";
import { prefixPattern } from "../pattern-prefix.ts";

/** Something that has a form of its own, and more to it than that: a checksum, a range, a word before it. */
export interface PatternKind {
  readonly label: string;
  /** Of a regular expression (flags u and i), without assertions. Its repetitions are bounded. */
  readonly pattern: string;
  /** The most characters that it matches. */
  readonly longest: number;
  /** What may not stand before it; whole words when left out. */
  readonly notAfter?: string;
  /** What may not follow; whole words when left out. */
  readonly notBefore?: string;
  /** What has to have come, of what follows, before it is known that `notBefore` does not. */
  readonly lookahead?: string;
  /** Words without which it is nothing, in what stands before it. */
  readonly after?: RegExp;
  /** Texts in which this is nowhere are not searched. */
  readonly needs: RegExp;
  /** How sure it is, where it stands exactly; or null. */
  judge(match: Match): number | Judgement | null;
}

export interface Match {
  readonly value: string;
  /** The words before it. */
  readonly before: string;
}

export interface Judgement {
  readonly score: number;
  /** In the value, where it is only a part of it. */
  readonly from?: number;
  readonly to?: number;
}

/** Further away, a word says nothing about a number. */
const CONTEXT = 48;
const LAST_OF_ONE_UNIT = 0xffff;
const WORD = "[\\p{L}\\p{N}_]";

export function createPatternDetector(kind: PatternKind): Detector {
  const { label, longest, needs, notAfter = WORD, notBefore = WORD, lookahead = "" } = kind;
  const prefix = prefixPattern(kind.pattern + lookahead);
  if (prefix === null) throw new Error(`The pattern of ${label} is not understood.`);
  const whole = new RegExp(`(?<!${notAfter})(?:${kind.pattern})(?!${notBefore})`, "giu");
  const open = new RegExp(`(?<!${notAfter})(?:${prefix})$`, "giu");
  const alphabet = alphabetOf(kind.pattern + lookahead);
  return {
    labels: [label],
    find(text) {
      if (!needs.test(text)) return [];
      const findings: Finding[] = [];
      whole.lastIndex = 0;
      for (let match = whole.exec(text); match !== null; match = whole.exec(text)) {
        // From the next character on: what is found does not depend on what was found before it.
        whole.lastIndex = match.index + ((text.codePointAt(match.index) ?? 0) > LAST_OF_ONE_UNIT ? 2 : 1);
        const finding = judged(kind, text, match);
        if (finding) findings.push(finding);
      }
      return findings;
    },
    openFrom(text) {
      open.lastIndex = Math.max(text.length - longest - 1, runStart(text, alphabet, longest));
      if (open.lastIndex === text.length) return text.length;
      for (let match = open.exec(text); match !== null && match[0] !== ""; match = open.exec(text)) {
        if (kind.after === undefined || kind.after.test(contextOf(text, match.index))) return match.index;
        open.lastIndex = match.index + 1;
      }
      return text.length;
    },
  };
}

const SYNTAX = /^(?:\(\?:|[()|?*+]|\{[\d,]+\})$/;

/** Every character that a pattern may hold: most texts end in one that it may not, and nothing more has to be asked. */
function alphabetOf(pattern: string): RegExp {
  const atoms = pattern.match(/\[[^\]]*\]|\\p\{\w+\}|\\.|\{[\d,]+\}|\(\?:|./gu) ?? [];
  return new RegExp([...new Set(atoms.filter((atom) => !SYNTAX.test(atom)))].join("|"), "iu");
}

/** Where the characters of the alphabet begin with which the text ends. */
function runStart(text: string, alphabet: RegExp, most: number): number {
  let at = text.length;
  while (at > 0 && text.length - at <= most) {
    const before = (text.codePointAt(at - 2) ?? 0) > LAST_OF_ONE_UNIT ? at - 2 : at - 1;
    if (!alphabet.test(text.slice(before, at))) break;
    at = before;
  }
  return at;
}

function contextOf(text: string, at: number): string {
  return text.slice(Math.max(0, at - CONTEXT), at);
}

function judged({ label, after, judge }: PatternKind, text: string, { 0: value, index }: RegExpExecArray): Finding | null {
  const before = contextOf(text, index);
  if (after !== undefined && !after.test(before)) return null;
  const judgement = judge({ value, before });
  if (judgement === null) return null;
  if (typeof judgement === "number") return { label, start: index, end: index + value.length, score: judgement };
  const { score, from = 0, to = value.length } = judgement;
  return { label, start: index + from, end: index + to, score };
}
