import { peekBase64 } from "./base64-peek.ts";
import { createWordDetector, type Detector, type Finding, type WordReading } from "./detector.ts";
import { PhraseMatcher, PhraseTrie } from "./phrase-trie.ts";
import { readWords, type Word } from "./read-words.ts";

/** Things that words can mean, and the phrases of several languages that mean them. */
export type Vocabulary<Concept extends string> = Readonly<Record<Concept, readonly string[]>>;

/** Several meanings near to each other that together say something, in any order: languages differ in theirs. */
export interface Signal<Concept extends string> {
  readonly all: readonly [Concept, ...Concept[]];
  /** How sure one may be of the label when this is all that was seen: 0 to 1. */
  readonly weight: number;
}

export interface SignalTable<Concept extends string> {
  readonly label: string;
  readonly vocabulary: Vocabulary<Concept>;
  readonly signals: readonly Signal<Concept>[];
  /** Talk about such texts, which makes those that are quoted in it examples. */
  readonly talk: readonly Concept[];
}

/** Meanings of one signal stand in one sentence, and at most so many words apart. */
const SPAN_WORDS = 12;
/** What is left of a signal in quotation marks, in a text that talks about such texts; and of one outside of them. */
const QUOTED_EXAMPLE = 0.25;
const UNQUOTED_EXAMPLE = 0.7;

interface Seen {
  readonly word: number;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

interface Fired {
  readonly weight: number;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Finds one label by weighing signals: each that is seen takes its part of the doubt away. What base64 hides is read too. */
export function createSignalDetector<Concept extends string>(table: SignalTable<Concept>): Detector {
  const trie = new PhraseTrie<Concept>();
  for (const [concept, phrases] of Object.entries(table.vocabulary) as [Concept, readonly string[]][])
    for (const phrase of phrases) trie.add(phrase, concept);
  const byConcept = new Map<Concept, (Signal<Concept> & { readonly id: number })[]>();
  for (const [id, signal] of table.signals.entries())
    for (const concept of signal.all) byConcept.set(concept, [...(byConcept.get(concept) ?? []), { ...signal, id }]);
  const tables = { label: table.label, trie, byConcept, talk: new Set(table.talk) };
  return createWordDetector([table.label], (text) => new SignalReading(tables, text));
}

interface Tables<Concept extends string> {
  readonly label: string;
  readonly trie: PhraseTrie<Concept>;
  readonly byConcept: ReadonlyMap<Concept, readonly (Signal<Concept> & { readonly id: number })[]>;
  readonly talk: ReadonlySet<Concept>;
}

class SignalReading<Concept extends string> implements WordReading {
  readonly #tables: Tables<Concept>;
  readonly #text: string;
  readonly #matcher: PhraseMatcher<Concept>;
  readonly #seen = new Map<Concept, Seen>();
  /** The strongest of each signal. */
  readonly #fired = new Map<number, Fired>();
  #sentenceFrom = 0;
  #words = 0;
  #talked = false;

  constructor(tables: Tables<Concept>, text: string) {
    this.#tables = tables;
    this.#text = text;
    this.#matcher = new PhraseMatcher(tables.trie);
  }

  take(word: Word): void {
    this.#words++;
    if (word.opens) this.#sentenceFrom = this.#words;
    for (const { value, start, end, quoted } of this.#matcher.take(word)) {
      if (this.#tables.talk.has(value)) this.#talked = true;
      this.#seen.set(value, { word: this.#words, start, end, quoted });
      this.#fire(value);
    }
  }

  findings(): readonly Finding[] {
    const { label } = this.#tables;
    const findings: Finding[] = [];
    const own = this.#weigh();
    if (own) findings.push({ label, ...own });
    for (const { decoded, start, end } of peekBase64(this.#text)) {
      const reading = new SignalReading(this.#tables, decoded);
      readWords(decoded, (word) => reading.take(word));
      const hidden = reading.#weigh();
      if (hidden) findings.push({ label, start, end, score: hidden.score });
    }
    return findings;
  }

  /** What the signals say together, and from where to where they stand; null when nothing was seen. */
  #weigh(): { readonly start: number; readonly end: number; readonly score: number } | null {
    let [doubt, start, end] = [1, Number.POSITIVE_INFINITY, 0];
    for (const fired of this.#fired.values()) {
      doubt *= 1 - fired.weight * this.#share(fired);
      start = Math.min(start, fired.start);
      end = Math.max(end, fired.end);
    }
    return end === 0 ? null : { start, end, score: 1 - doubt };
  }

  /** The beginning of the signals that the last sentence may yet complete. */
  openFrom(): number {
    let from = this.#text.length;
    for (const [concept, seen] of this.#seen) {
      const leads = this.#tables.byConcept.get(concept)?.some(({ all }) => all[0] === concept && all.length > 1);
      if (leads && this.#isNear(seen)) from = Math.min(from, seen.start);
    }
    return from;
  }

  #share({ quoted }: Fired): number {
    if (!this.#talked) return 1;
    return quoted ? QUOTED_EXAMPLE : UNQUOTED_EXAMPLE;
  }

  #fire(concept: Concept): void {
    for (const { id, all, weight } of this.#tables.byConcept.get(concept) ?? []) {
      const places = all.map((one) => this.#seen.get(one));
      if (!places.every((seen) => seen !== undefined && this.#isNear(seen))) continue;
      const parts = places.filter((seen) => seen !== undefined);
      const fired: Fired = {
        weight,
        start: Math.min(...parts.map(({ start }) => start)),
        end: Math.max(...parts.map(({ end }) => end)),
        quoted: parts.every(({ quoted }) => quoted),
      };
      const before = this.#fired.get(id);
      if (!before || (before.quoted && !fired.quoted)) this.#fired.set(id, fired);
    }
  }

  #isNear({ word }: Seen): boolean {
    return word >= this.#sentenceFrom && this.#words - word <= SPAN_WORDS;
  }
}
