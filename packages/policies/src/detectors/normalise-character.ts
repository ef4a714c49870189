import { BoundedMap } from "../bounded-map.ts";

export interface NormalCharacter {
  /** Small, without accents; "" for what is not seen. */
  readonly letters: string;
  readonly kind: "letter" | "ideograph" | "hidden" | "other";
}

const OTHER: NormalCharacter = { letters: "", kind: "other" };
const HIDDEN: NormalCharacter = { letters: "", kind: "hidden" };

/** Code points below this one are worked out once. */
const ASCII_END = 0x80;
const ASCII = Array.from({ length: ASCII_END }, (_, point) => readAscii(point));
/** Some thousands of characters make up most texts of a language. */
const MOST_REMEMBERED = 8_192;
const remembered = new BoundedMap<number, NormalCharacter>(MOST_REMEMBERED);

/**
 * A character as words are compared: compatibility forms and accents taken away (Unicode's NFKD without marks), small, and the invisible ones
 * gone. Signs that stand for letters count only between letters.
 */
export function normaliseCharacter(point: number, before: number, after: number): NormalCharacter {
  if (point < ASCII_END) {
    const sign = SIGNS.get(point);
    if (sign && isLatin(before) && isLatin(after)) return sign;
    return ASCII[point] ?? OTHER;
  }
  const known = remembered.get(point);
  if (known) return known;
  const read = readCharacter(point);
  remembered.set(point, read);
  return read;
}

/** An apostrophe and a soft hyphen do not end a word; `p@ssword` and `in$tructions` are written with signs for letters. */
const SIGNS: ReadonlyMap<number, NormalCharacter> = new Map([
  [0x27, HIDDEN],
  [0x40, { letters: "a", kind: "letter" }],
  [0x24, { letters: "s", kind: "letter" }],
]);

function isLatin(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function readAscii(point: number): NormalCharacter {
  const character = String.fromCharCode(point);
  return /[A-Za-z0-9]/.test(character) ? { letters: character.toLowerCase(), kind: "letter" } : OTHER;
}

/** Letters that decompose into nothing simpler. */
const SPELLED: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", "’": "" };

/** Letters of Hangul and Khmer that fill a place and show nothing. */
const FILLERS = new Set([0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164]);

/** Tags (U+E0020 to U+E007E) look like nothing and are read by models as the ASCII that they shadow. */
const TAGS = 0xe0000;

function readCharacter(point: number): NormalCharacter {
  if (point > TAGS && point < TAGS + ASCII_END) return ASCII[point - TAGS] ?? HIDDEN;
  const character = String.fromCodePoint(point);
  if (/\p{Cf}|\p{M}/u.test(character) || FILLERS.has(point) || character === "’") return HIDDEN;
  const plain = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const letters = SPELLED[plain] ?? plain;
  if (/^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]+$/u.test(letters) && /\p{L}/u.test(letters))
    return { letters, kind: "ideograph" };
  return /^[\p{L}\p{N}]+$/u.test(letters) ? { letters, kind: "letter" } : OTHER;
}

/** Letters of other scripts that look like Latin ones. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: "a",
  в: "b",
  с: "c",
  е: "e",
  ԁ: "d",
  һ: "h",
  і: "i",
  ј: "j",
  к: "k",
  м: "m",
  н: "h",
  о: "o",
  р: "p",
  ѕ: "s",
  т: "t",
  у: "y",
  х: "x",
  ԛ: "q",
  ԝ: "w",
  α: "a",
  β: "b",
  ε: "e",
  ι: "i",
  κ: "k",
  ν: "v",
  ο: "o",
  ρ: "p",
  τ: "t",
  υ: "u",
  χ: "x",
  ո: "n",
  օ: "o",
  ս: "u",
};
const LOOKALIKE = new RegExp(`[${Object.keys(LOOKALIKES).join("")}]`, "gu");

/** A word of two scripts is a Latin one in disguise; a word of one script is what it is. */
export function likeLatin(word: string): string {
  return /[a-z]/.test(word) && /[^a-z0-9]/.test(word) ? word.replace(LOOKALIKE, (letter) => LOOKALIKES[letter] ?? letter) : word;
}
