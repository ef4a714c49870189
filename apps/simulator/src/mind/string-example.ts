import { patternExample } from "./pattern-example.ts";

/** Words that an example may borrow. */
export interface Hints {
  /** What the user said. */
  readonly text: string;
  /** What a text answer would have been. */
  readonly answer: string;
}

interface Wanted {
  readonly hints: Hints;
  readonly name: string;
  /** Which element of an array this is for. */
  readonly index: number;
}

type StringSchema = Readonly<Record<string, unknown>>;

/** An argument is a word or two, not a page. */
const MAX_HINT_LENGTH = 240;

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "2026-01-01T12:00:00Z",
  date: "2026-01-01",
  time: "12:00:00Z",
  duration: "P1D",
  email: "ada@example.com",
  "idn-email": "ada@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  "uri-reference": "/path",
  uuid: "00000000-0000-4000-8000-000000000000",
};

const SENTENCE = /answer|response|message|summary|explanation|reason|description|output|content|comment|final|result|thought/i;
const QUESTION = /query|question|text|input|prompt|search|request|task|topic|subject|expression/i;
const PLACE = /city|place|location|country|town|destination|origin|address|region|capital/i;
const PERSON = /name|person|author|user|customer|participant|attendee|title|people|member/i;

/** A string that satisfies the schema: a word of the text that suits the property's name, else an invented one. */
export function stringExample(schema: StringSchema, wanted: Wanted): string {
  const { format, pattern } = schema;
  const formatted = typeof format === "string" ? FORMATS[format] : undefined;
  const candidates = [formatted, typeof pattern === "string" ? patternExample(pattern) : undefined, suggestion(wanted)];
  const found = candidates.find((candidate) => candidate !== undefined && satisfies(candidate, schema));
  return found ?? stretched(candidates.find((candidate) => candidate !== undefined) ?? "text", schema);
}

function suggestion({ hints, name, index }: Wanted): string {
  const proper = properNouns(hints.text);
  const suits = (topic: RegExp) => topic.test(name);
  if (suits(PLACE)) return placeIn(hints.text) ?? proper[index] ?? "Paris";
  if (suits(SENTENCE) && hints.answer) return hints.answer;
  if (suits(QUESTION) && hints.text) return hints.text.trim().slice(0, MAX_HINT_LENGTH);
  if (suits(PERSON)) return proper[index] ?? "Ada";
  return proper[index] ?? (name || "text");
}

/** "the weather in New York tomorrow" → "New York". */
function placeIn(text: string): string | undefined {
  return /\b(?:in|at|to|from|for|of|near)\s+((?:\p{Lu}[\p{L}'’-]+)(?:\s+\p{Lu}[\p{L}'’-]+)*)/u.exec(text)?.[1];
}

/** Words with a capital that do not merely begin a sentence: those inside it, and one that opens a list or stands alone. */
function properNouns(text: string): string[] {
  const inside = [...text.matchAll(/(?<![.!?]\s*)(?<=\s)\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*/gu)].map((match) => match[0]);
  const opening = /^\s*((?:\p{Lu}[\p{L}'’-]+\s?)+)(?=\s*(?:and\b|,|[?.!]*\s*$))/u.exec(text)?.[1]?.trim();
  return opening ? [opening, ...inside] : inside;
}

function satisfies(text: string, { minLength, maxLength, pattern }: StringSchema): boolean {
  if (typeof minLength === "number" && [...text].length < minLength) return false;
  if (typeof maxLength === "number" && [...text].length > maxLength) return false;
  return typeof pattern !== "string" || matches(pattern, text);
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}

function stretched(text: string, { minLength, maxLength }: StringSchema): string {
  const least = typeof minLength === "number" ? minLength : 0;
  const most = typeof maxLength === "number" ? maxLength : Number.POSITIVE_INFINITY;
  const characters = [...text];
  if (characters.length > most) return characters.slice(0, most).join("").trimEnd().padEnd(least, ".");
  return text.padEnd(least, ".");
}
