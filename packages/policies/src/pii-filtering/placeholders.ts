import type { Vault } from "./vault.ts";

export interface Placeholder {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

const NAME = "[A-Za-z]{1,40}(?:\\\\?[_ -][A-Za-z]{1,40}){0,8}\\\\?[_ -]\\d{1,6}";
/** Names with letters, digits and signs; longer ones there are not. */
const LONGEST = 96;
/** As it was given, or as models write it: in other letters, with escapes of Markdown and HTML, with a space beside the brackets. */
const BRACKETED = new RegExp(`(?:\\\\?<|&lt;|\\\\u003c) ?(${NAME}) ?(?:\\\\?>|&gt;|\\\\u003e)`, "gi");
/** Without its brackets only in capitals: `email_1` may be a column of a table. */
const BARE = /(?<![\p{L}\p{N}_])[A-Z]{1,40}(?:\\?_[A-Z]{1,40}){0,8}\\?_\d{1,6}(?![\p{L}\p{N}_])/gu;

/** Placeholders in an answer, in order, brackets included. Those that stand for nothing are text. */
export function findPlaceholders(text: string, vault: Vault): readonly Placeholder[] {
  if (vault.isEmpty) return [];
  const found: Placeholder[] = [];
  const take = (start: number, whole: string, name: string) => {
    const value = vault.valueOf(nameOf(name));
    if (value !== null) found.push({ start, end: start + whole.length, value });
  };
  for (const { index, 0: whole, 1: name = "" } of text.matchAll(BRACKETED)) take(index, whole, name);
  const bracketed = [...found];
  for (const { index, 0: whole } of text.matchAll(BARE))
    if (!bracketed.some(({ start, end }) => index < end && index + whole.length > start)) take(index, whole, whole);
  return found.sort((a, b) => a.start - b.start);
}

function nameOf(written: string): string {
  return written.replace(/\\/g, "").replace(/[ -]/g, "_").toUpperCase();
}

const OPENED = /(?:\\?<|&lt;) ?([A-Za-z\d _\\-]*)(?:&g?t?)?$/i;
const OPENING = /(?:\\|&l?t?)$/i;
const BEGUN = /(?<![\p{L}\p{N}_])[A-Z][A-Z\d_\\]*$/u;

/** From where on a text that goes on may still become a placeholder. */
export function placeholderOpenFrom(text: string, vault: Vault): number {
  if (vault.isEmpty) return text.length;
  const start = Math.max(0, text.length - LONGEST);
  const tail = text.slice(start);
  const opened = OPENED.exec(tail);
  if (opened && mayBecome(opened[1] ?? "", vault)) return start + opened.index;
  const begun = BEGUN.exec(tail);
  if (begun && mayBecome(begun[0], vault)) return start + begun.index;
  const opening = OPENING.exec(tail);
  return opening ? start + opening.index : text.length;
}

function mayBecome(written: string, vault: Vault): boolean {
  return vault.mayBegin(nameOf(written.replace(/[ \\]+$/, "")).replace(/_+$/, ""));
}
