interface Letter {
  readonly next: Map<number, Letter>;
  /** The stem that ends here, with its star. */
  key: string | null;
}

const NONE: readonly never[] = [];

/** Stems by their letters, `instruct*` for one: those of a word are found in one walk, which ends where no stem goes on. */
export class StemTree {
  readonly #root: Letter = { next: new Map(), key: null };

  add(key: string): void {
    let letter = this.#root;
    for (let at = 0; at < key.length - 1; at++) {
      const next = letter.next.get(key.charCodeAt(at)) ?? { next: new Map(), key: null };
      letter.next.set(key.charCodeAt(at), next);
      letter = next;
    }
    letter.key = key;
  }

  /** The stems that a word begins with, the longest first. */
  of(word: string): readonly string[] {
    let stems: string[] | null = null;
    let letter: Letter | undefined = this.#root;
    for (let at = 0; letter; at++) {
      if (letter.key !== null) stems = [letter.key, ...(stems ?? NONE)];
      letter = letter.next.get(word.charCodeAt(at));
    }
    return stems ?? NONE;
  }

  /** How long the longest stem is that stands at a place; 0 where none does. */
  longestAt(text: string, from: number): number {
    let longest = 0;
    let letter: Letter | undefined = this.#root;
    for (let at = from; letter; at++) {
      if (letter.key !== null) longest = at - from;
      letter = letter.next.get(text.charCodeAt(at));
    }
    return longest;
  }
}
