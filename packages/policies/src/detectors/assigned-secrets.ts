import type { Detector, Finding } from "./detector.ts";
import { entropyBits, isPlaceholder } from "./secret-rules.ts";

const LABEL = "credential";
const SCORE = 0.88;
/** Longer ones are data. */
const LONGEST_VALUE = 512;

/** A name that is given a value: `api_key = "…"`, `"client_secret": "…"`, `AWS_SECRET_ACCESS_KEY=…`, `Authorization: Bearer …`. */
const NAMED =
  /(?:api[_-]?key|apikey|secret[_-]?(?:access[_-]?)?key|access[_-]?key|client[_-]?secret|auth[_-]?token|access[_-]?token|refresh[_-]?token|private[_-]?token|secret|token|passwd|password|passwort|passphrase|pwd|mot de passe|contraseña)(?:["'`]?\s{0,3}(?::=|=>|[:=])\s{0,3}["'`]?|\s+(?:is|ist|es|est|è)[:\s]\s{0,2}["'`]?)|\b(?:bearer|basic)\s{1,3}/gi;
const VALUE_END = /["'`\s<>,;)}\]]/g;
/** `postgres://user:password@host`: what stands between the colon and the sign. Found by its signs, which are rarer than letters. */
const SCHEME = /(?<=[a-z][a-z0-9+.-]{1,20}):\/\//gi;
const ADDRESS_END = /[\s"'`<>/]/g;

/** Secrets of no known format, which their names or places give away. */
export const assignedSecrets: Detector = {
  labels: [LABEL],
  find(text) {
    const findings: Finding[] = [];
    for (const { name, start, end } of values(text))
      if (end - start <= LONGEST_VALUE && isSecret(text.slice(start, end), name)) findings.push({ label: LABEL, start, end, score: SCORE });
    return findings;
  },
  openFrom(text) {
    for (const { start, end, open } of values(text)) if (open && end - start <= LONGEST_VALUE) return start;
    return text.length;
  },
};

interface Value {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** The text ends in it. */
  readonly open: boolean;
}

function* values(text: string): Generator<Value> {
  let past = 0;
  for (const { 0: name, index } of text.matchAll(NAMED)) {
    const start = index + name.length;
    if (start < past) continue;
    const end = endOf(VALUE_END, text, start);
    past = end;
    yield { name: name.toLowerCase(), start, end, open: end === text.length };
  }
  for (const { 0: signs, index } of text.matchAll(SCHEME)) {
    const from = index + signs.length;
    if (from < past) continue;
    const end = endOf(ADDRESS_END, text, from);
    past = end;
    const address = text.slice(from, Math.min(end, from + LONGEST_VALUE));
    const [colon, at] = [address.indexOf(":"), address.lastIndexOf("@")];
    if (at > colon && colon > 0 && !/[?#]/.test(address.slice(0, colon)))
      yield { name: "address", start: from + colon + 1, end: from + at, open: end === text.length };
    else if (end === text.length) yield { name: "address", start: from, end, open: true };
  }
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

const SHORTEST_PASSWORD = 8;
const SHORTEST_KEY = 16;
const KEY_BITS = 3.2;
/** Names of types, references to variables, calls and templates are what programs write there. */
const NO_VALUE =
  /^(?:\$|\{|<|%|process\.|os\.|env\.|import\.|config|settings|string|null|none|undefined|true|false|req\.|self\.|this\.|get|await)|[({[$]|\*{3}|^https?:|:\/\//i;

function isSecret(value: string, name: string): boolean {
  if (NO_VALUE.test(value) || isPlaceholder(value)) return false;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  if (name === "address" || /passw|passphrase|pwd|mot de|contrase/.test(name))
    return value.length >= SHORTEST_PASSWORD && mixed && !isPlain(value);
  return value.length >= SHORTEST_KEY && mixed && entropyBits(value) >= KEY_BITS && !isPlain(value);
}

/** Words joined by signs, dates, versions and paths. */
function isPlain(value: string): boolean {
  return (
    /^[a-z]+(?:[_./-][a-z]+)*\d{0,3}$/i.test(value) || /^[\d.:/-]+$/.test(value) || /\.(?:json|ya?ml|txt|pem|env|ts|js|py)$/i.test(value)
  );
}
