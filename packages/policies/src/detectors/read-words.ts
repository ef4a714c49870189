import { likeLatin, normaliseCharacter } from "./normalise-character.ts";

/** A word as it is compared: small letters, no accents, no invisible characters, and where it stands in the text. */
export interface Word {
  readonly text: string;
  /** Read as a word that was written with digits for letters; null where it cannot be one. */
  readonly plain: string | null;
  /** It was spelled out, letter by letter: it may be several words in one. */
  readonly spelled: boolean;
  readonly start: number;
  readonly end: number;
  /** A sentence or a paragraph ended before it. */
  readonly opens: boolean;
  readonly quoted: boolean;
}

/** Longer ones are no words of any language, but somebody's data. */
const LONGEST_WORD = 64;
/** Fewer letters with gaps between them are initials, options and variables. */
const FEWEST_SPELLED = 4;
const MOST_SPELLED = 200;
/** Between words that are spelled out stand more spaces than between their letters. */
const WIDEST_GAP = 4;

const SPACE = 0x20;
/** From here on signs stand for words of their own. */
const IDEOGRAPHS = "\u3000";
const QUOTES = new Set('"“”„«»`『』「」');
const SENTENCE_ENDS = new Set(".!?…。！？");

/** Gives a text's words one by one; nothing of a long text is kept. */
export function readWords(text: string, take: (word: Word) => void): void {
  new WordReader(text, take).read();
}

class WordReader {
  readonly #text: string;
  readonly #take: (word: Word) => void;
  /** Letters that stand alone, until it is known whether they spell a word. */
  #letters: Word[] = [];
  #word = "";
  /** Written in letters and digits of ASCII alone: it can be no disguise by another script. */
  #isPlain = true;
  #start = 0;
  #opens = true;
  #quoted = false;
  #sentenceEnded = false;
  #lines = 0;

  constructor(text: string, take: (word: Word) => void) {
    this.#text = text;
    this.#take = take;
  }

  read(): void {
    const text = this.#text;
    for (let at = 0; at < text.length; ) {
      const runEnd = endOfPlain(text, at);
      if (runEnd > at) this.#addPlain(at, runEnd);
      at = text.charCodeAt(runEnd) === SPACE ? this.#space(runEnd) : this.#sign(runEnd);
    }
    this.#finish(text.length);
    this.#flushLetters();
  }

  /** Letters and digits of ASCII. What is beyond the longest word is not even cut out. */
  #addPlain(from: number, to: number): void {
    const text = this.#text;
    if (this.#word === "") this.#start = from;
    if (this.#word.length < LONGEST_WORD) this.#word += text.slice(from, Math.min(to, from + LONGEST_WORD)).toLowerCase();
  }

  /** Most of what is no letter in most texts. */
  #space(at: number): number {
    this.#finish(at);
    if (this.#sentenceEnded) this.#opens = true;
    return at + 1;
  }

  #sign(at: number): number {
    const text = this.#text;
    if (at >= text.length) return at;
    const point = text.codePointAt(at) ?? 0;
    const end = at + (point > 0xffff ? 2 : 1);
    const { letters, kind } = normaliseCharacter(point, text.charCodeAt(at - 1), text.charCodeAt(end));
    if (kind === "letter") this.#add(letters, at);
    else if (kind === "ideograph") this.#alone(letters, at, end);
    else if (kind === "other") this.#separate(text[at] ?? "", at);
    return end;
  }

  #add(letters: string, at: number): void {
    if (this.#word === "") this.#start = at;
    this.#isPlain = false;
    if (this.#word.length < LONGEST_WORD) this.#word += letters.slice(0, LONGEST_WORD);
  }

  /** Languages without spaces: each sign is a word. */
  #alone(letters: string, at: number, end: number): void {
    this.#finish(at);
    this.#add(letters, at);
    this.#finish(end);
  }

  #separate(character: string, at: number): void {
    this.#finish(at);
    if (QUOTES.has(character)) this.#quoted = !this.#quoted;
    else if (character === "\n") this.#newLine();
    else if (SENTENCE_ENDS.has(character)) this.#sentenceEnded = true;
    else if ((character === " " || character === "\t") && this.#sentenceEnded) this.#opens = true;
  }

  /** One line break may stand anywhere in a sentence; an empty line ends it, and whatever quotation was open. */
  #newLine(): void {
    if (this.#sentenceEnded) this.#opens = true;
    this.#lines++;
    if (this.#lines < 2) return;
    this.#opens = true;
    this.#quoted = false;
  }

  #finish(end: number): void {
    if (this.#word === "") return;
    const word = this.#isPlain ? this.#word : likeLatin(this.#word);
    this.#emit({ text: word, plain: plainOf(word), spelled: false, start: this.#start, end, opens: this.#opens, quoted: this.#quoted });
    this.#word = "";
    this.#isPlain = true;
    this.#opens = false;
    this.#sentenceEnded = false;
    this.#lines = 0;
  }

  #emit(word: Word): void {
    if (word.text.length > 1) {
      this.#flushLetters();
      this.#take(word);
      return;
    }
    const previous = this.#letters.at(-1);
    const isNear = !previous || word.start - previous.end <= WIDEST_GAP;
    if (!isNear || this.#letters.length >= MOST_SPELLED) this.#flushLetters();
    if (word.text < IDEOGRAPHS) this.#letters.push(word);
    else this.#take(word);
  }

  #flushLetters(): void {
    const letters = this.#letters;
    if (letters.length === 0) return;
    this.#letters = [];
    if (letters.length < FEWEST_SPELLED) for (const letter of letters) this.#take(letter);
    else for (const group of groupsOf(letters)) this.#take(joined(group));
  }
}

/** Letters that stand nearest to each other are one word. */
function groupsOf(letters: readonly Word[]): readonly (readonly [Word, ...Word[]])[] {
  const gaps = letters.slice(1).map(({ start }, at) => start - (letters[at]?.end ?? start));
  const narrowest = Math.min(...gaps);
  const groups: [Word, ...Word[]][] = [];
  for (const [at, letter] of letters.entries()) {
    const group = groups.at(-1);
    if (group && gaps[at - 1] === narrowest) group.push(letter);
    else groups.push([letter]);
  }
  return groups;
}

function joined(letters: readonly [Word, ...Word[]]): Word {
  const [first] = letters;
  const text = letters.map((letter) => letter.text).join("");
  return { ...first, text, plain: plainOf(text), spelled: text.length > 1, end: letters.at(-1)?.end ?? first.end };
}

/** 1 for the letters and digits of ASCII. */
const PLAIN = Uint8Array.from({ length: 0x80 }, (_, code) => (/[A-Za-z0-9]/.test(String.fromCharCode(code)) ? 1 : 0));

/** Most of most texts: letters and digits of ASCII, read at one go. */
function endOfPlain(text: string, from: number): number {
  let at = from;
  while (at < text.length && PLAIN[text.charCodeAt(at)] === 1) at++;
  return at;
}

const LEET: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b" };

/** `1gn0r3` is to be read as "ignore"; a number alone is a number. */
function plainOf(word: string): string | null {
  // Few words have digits, so this is asked first.
  if (!/[0134578]/.test(word) || !/[a-z]/.test(word)) return null;
  return word.replace(/[0134578]/g, (digit) => LEET[digit] ?? digit);
}
