import { assignedSecrets } from "./assigned-secrets.ts";
import { combineDetectors, type Detector, type Finding } from "./detector.ts";
import { privateKeys } from "./private-keys.ts";
import { type Alphabet, SECRET_RULES, type SecretRule } from "./secret-rules.ts";

const ALPHABETS: Readonly<Record<Alphabet, RegExp>> = {
  word: /[^A-Za-z0-9_-]/g,
  base64: /[^A-Za-z0-9_+/=-]/g,
  dotted: /[^A-Za-z0-9_.-]/g,
};
const INSIDE_A_WORD = /[A-Za-z0-9_]/;

const prefixes = [...new Set(SECRET_RULES.flatMap((rule) => rule.prefixes))].sort((a, b) => b.length - a.length);
const PREFIX = new RegExp(prefixes.map((prefix) => prefix.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "g");
const rulesAt = new Map(
  prefixes.map((prefix) => [
    prefix,
    SECRET_RULES.flatMap((rule) => rule.prefixes.filter((own) => prefix.startsWith(own)).map((own) => ({ rule, own }))),
  ]),
);

/** Keys and tokens in the formats of those who issue them: known letters, then many that only the owner knows. */
const issuedSecrets: Detector = {
  labels: [...new Set(SECRET_RULES.map(({ label }) => label))],
  find(text) {
    const findings: Finding[] = [];
    for (const { rule, start, from, end } of candidates(text)) {
      const length = end - from;
      if (length < rule.least || length > rule.most || findings.at(-1)?.start === start) continue;
      if (rule.accepts?.(text.slice(from, end)) ?? true) findings.push({ label: rule.label, start, end, score: rule.score });
    }
    return findings;
  },
  openFrom(text) {
    for (const { rule, start, from, end } of candidates(text)) if (end === text.length && end - from <= rule.most) return start;
    return text.length;
  },
};

interface Candidate {
  readonly rule: SecretRule;
  readonly start: number;
  /** Of what follows the prefix. */
  readonly from: number;
  readonly end: number;
}

/** Every place where a prefix stands at the beginning of a word, the most particular rule first. */
function* candidates(text: string): Generator<Candidate> {
  const ends: Partial<Record<Alphabet, number>> = {};
  for (const { 0: prefix, index: start } of text.matchAll(PREFIX)) {
    if (start > 0 && INSIDE_A_WORD.test(text[start - 1] ?? "")) continue;
    for (const { rule, own } of rulesAt.get(prefix) ?? []) {
      const from = start + own.length;
      // A run of characters is measured once, however many prefixes stand in it.
      const known = ends[rule.alphabet] ?? 0;
      const end = known >= from ? known : runEnd(text, from, ALPHABETS[rule.alphabet]);
      ends[rule.alphabet] = end;
      yield { rule, start, from, end: withoutStop(text, from, end) };
    }
  }
}

function runEnd(text: string, from: number, outside: RegExp): number {
  outside.lastIndex = from;
  return outside.exec(text)?.index ?? text.length;
}

/** The full stop of a sentence is no part of a token; at the end of what has come so far it may yet be one. */
function withoutStop(text: string, from: number, end: number): number {
  return end < text.length && end > from && text[end - 1] === "." ? end - 1 : end;
}

/** Keys, tokens and passwords. */
export const secrets = combineDetectors([issuedSecrets, privateKeys, assignedSecrets]);
