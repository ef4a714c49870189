import { readWords, type Word } from "./read-words.ts";
import { StemTree } from "./stem-tree.ts";

interface Node<Value> {
  readonly next: Map<string, Node<Value>>;
  readonly values: Value[];
}

export interface PhraseMatch<Value> {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Shorter words stand in any row of letters. */
const SHORTEST_SEGMENT = 3;
const NONE: readonly never[] = [];

/** Phrases by their words, so that all of them are looked for in one reading. `instruct*` stands for every word that begins so. */
export class PhraseTrie<Value> {
  readonly root: Node<Value> = { next: new Map(), values: [] };
  readonly #keys = new Set<string>();
  readonly #beginnings = new Set<string>();
  readonly #stems = new StemTree();
  readonly #firstStems: string[] = [];
  #longestKey = 0;

  add(phrase: string, value: Value): void {
    let node = this.root;
    for (const key of keysOfPhrase(phrase)) {
      if (node === this.root) this.#addFirst(key);
      if (key.endsWith("*")) this.#stems.add(key);
      else this.#keys.add(key);
      this.#longestKey = Math.max(this.#longestKey, key.length);
      const next = node.next.get(key) ?? { next: new Map(), values: [] };
      node.next.set(key, next);
      node = next;
    }
    if (node !== this.root) node.values.push(value);
  }

  /**
   * The keys under which a word may stand: itself, and the stems that it begins with. Looked up each time, which costs little: what is
   * remembered of texts would be other people's words, as many as they like.
   */
  keysOf({ text, plain }: Pick<Word, "text" | "plain">): readonly string[] {
    const keys = this.#matching(text);
    return plain === null ? keys : [...keys, ...this.#matching(plain)];
  }

  /** Whether a word that is not known to be whole may become the first of a phrase, or is one. */
  mayBegin({ text, plain }: Pick<Word, "text" | "plain">): boolean {
    return [text, ...(plain === null ? [] : [plain])].some(
      (word) => this.#beginnings.has(word) || this.#firstStems.some((stem) => word.startsWith(stem)),
    );
  }

  /** Takes words apart that were spelled out without gaps between them: `ignoreallprevious`. What fits nothing is passed over. */
  segment(spelled: string): readonly string[] {
    const words: string[] = [];
    for (let at = 0; at < spelled.length; ) {
      const word = this.#longestAt(spelled, at);
      if (word !== null) words.push(word);
      at += word?.length ?? 1;
    }
    return words;
  }

  #addFirst(key: string): void {
    const word = key.endsWith("*") ? key.slice(0, -1) : key;
    if (word !== key) this.#firstStems.push(word);
    for (let length = 1; length <= word.length; length++) this.#beginnings.add(word.slice(0, length));
  }

  #longestAt(spelled: string, at: number): string | null {
    const stem = this.#stems.longestAt(spelled, at);
    const least = Math.max(SHORTEST_SEGMENT, stem + 1);
    for (let end = Math.min(spelled.length, at + this.#longestKey); end - at >= least; end--) {
      const word = spelled.slice(at, end);
      if (this.#keys.has(word)) return word;
    }
    return stem >= SHORTEST_SEGMENT ? spelled.slice(at, at + stem) : null;
  }

  #matching(word: string): readonly string[] {
    const stems = this.#stems.of(word);
    return this.#keys.has(word) ? [word, ...stems] : stems;
  }
}

function keysOfPhrase(phrase: string): readonly string[] {
  return phrase.split(/\s+/).flatMap((piece) => {
    const keys: string[] = [];
    readWords(piece, ({ text }) => keys.push(text));
    const last = keys.pop();
    return last === undefined ? [] : [...keys, piece.endsWith("*") ? `${last}*` : last];
  });
}

interface Begun<Value> {
  readonly node: Node<Value>;
  readonly start: number;
}

/** One reading of a text: takes its words in order, and says which phrases end with each. */
export class PhraseMatcher<Value> {
  readonly #trie: PhraseTrie<Value>;
  #begun: Begun<Value>[] = [];

  constructor(trie: PhraseTrie<Value>) {
    this.#trie = trie;
  }

  /** Where the earliest phrase begins that the words so far may be a part of; null when there is none. */
  get openFrom(): number | null {
    return earliest(this.#begun);
  }

  /** Where the earliest phrase begins that a word may be a part of which is not known to be whole; null when there is none. */
  openWith(word: Word): number | null {
    // What is spelled out may become several words, with letters between them that fit nothing.
    const open = this.#begun.filter(({ node }) => word.spelled || mayGoOn(node, word));
    if (this.#trie.mayBegin(word)) open.push({ node: this.#trie.root, start: word.start });
    return earliest(open);
  }

  take(word: Word): readonly PhraseMatch<Value>[] {
    const keys = this.#trie.keysOf(word);
    if (!word.spelled || keys.length > 0) return this.#step(word, keys);
    return this.#trie.segment(word.plain ?? word.text).flatMap((text) => this.#step(word, this.#trie.keysOf({ text, plain: null })));
  }

  #step({ start, end, quoted }: Word, keys: readonly string[]): readonly PhraseMatch<Value>[] {
    const before = this.#begun;
    if (before.length > 0) this.#begun = [];
    if (keys.length === 0) return NONE;
    const matches: PhraseMatch<Value>[] = [];
    const go = ({ next }: Node<Value>, from: number) => {
      for (const key of keys) {
        const node = next.get(key);
        if (!node) continue;
        for (const value of node.values) matches.push({ value, start: from, end, quoted });
        if (node.next.size > 0) this.#begun.push({ node, start: from });
      }
    };
    for (const begun of before) go(begun.node, begun.start);
    go(this.#trie.root, start);
    return matches;
  }
}

function earliest(begun: readonly { readonly start: number }[]): number | null {
  return begun.reduce<number | null>((from, { start }) => (from === null ? start : Math.min(from, start)), null);
}

function mayGoOn({ next }: Node<unknown>, word: Word): boolean {
  for (const key of next.keys()) if (mayBecome(word, key)) return true;
  return false;
}

/** Whether a word that is not known to be whole may come to stand under a key, or does. */
function mayBecome({ text, plain }: Word, key: string): boolean {
  const isStem = key.endsWith("*");
  const letters = isStem ? key.slice(0, -1) : key;
  const fits = (word: string) => letters.startsWith(word) || (isStem && word.startsWith(letters));
  return fits(text) || (plain !== null && fits(plain));
}
