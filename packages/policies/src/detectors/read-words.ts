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
      const plainEnd = endOfPlain(text, at);
      if (plainEnd > at) {
        this.#add(text.slice(at, plainEnd).toLowerCase(), at);
        at = plainEnd;
        continue;
      }
      const point = text.codePointAt(at) ?? 0;
      const width = point > 0xffff ? 2 : 1;
      const { letters, kind } = normaliseCharacter(point, text.charCodeAt(at - 1), text.charCodeAt(at + width));
      if (kind === "letter") this.#add(letters, at);
      else if (kind === "ideograph") this.#alone(letters, at, at + width);
      else if (kind === "other") this.#separate(text[at] ?? "", at);
      at += width;
    }
    this.#finish(text.length);
    this.#flushLetters();
  }

  #add(letters: string, at: number): void {
    if (this.#word === "") this.#start = at;
    if (this.#word.length < LONGEST_WORD) this.#word += letters.slice(0, LONGEST_WORD);
  }

  /** Languages without spaces: each sign is a word. */
  #alone(letters: string, at: number, end: number): void {
    this.#finish(at);
    this.#start = at;
    this.#word = letters;
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
    const word = likeLatin(this.#word);
    this.#emit({ text: word, plain: plainOf(word), spelled: false, start: this.#start, end, opens: this.#opens, quoted: this.#quoted });
    this.#word = "";
    this.#opens = false;
    this.#sentenceEnded = false;
    this.#lines = 0;
  }

  #emit(word: Word): void {
    const previous = this.#letters.at(-1);
    const isNear = !previous || word.start - previous.end <= WIDEST_GAP;
    const goesOn = word.text.length === 1 && isNear && this.#letters.length < MOST_SPELLED;
    if (!goesOn) this.#flushLetters();
    if (word.text.length === 1 && word.text < "\u3000") this.#letters.push(word);
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

/** Most of most texts: letters and digits of ASCII, read at one go. */
function endOfPlain(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at) | 0x20;
    const isLetter = code >= 0x61 && code <= 0x7a;
    const isDigit = text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39;
    if (!isLetter && !isDigit) break;
  }
  return at;
}

const LEET: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b" };

/** `1gn0r3` is to be read as "ignore"; a number alone is a number. */
function plainOf(word: string): string | null {
  if (!/[a-z]/.test(word) || !/[0134578]/.test(word)) return null;
  return word.replace(/[0134578]/g, (digit) => LEET[digit] ?? digit);
}
