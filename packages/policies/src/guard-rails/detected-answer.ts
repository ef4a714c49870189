import type { Denial } from "@sluice/wire/denial";
import type { Detector } from "../detectors/detector.ts";
import type { TextFilter, TextPlace } from "../policy.ts";
import type { Checks } from "./checks.ts";
import { highestScores } from "./highest.ts";
import type { Watch } from "./watch.ts";

interface Guarded {
  readonly detector: Detector;
  readonly checks: Checks;
  readonly watch: Watch;
  /** False: everything is shown at once, and found out afterwards. */
  readonly holdsBack: boolean;
}

/** Of what was shown, how much is looked at again with what follows: the words around a finding, the name before a secret. */
const CONTEXT = 512;
/** A text without a gap is cut anywhere. */
const LONGEST_CONTEXT = 1_024;

interface Window {
  /** Shown already. */
  before: string;
  /** Held back. */
  held: string;
}

/**
 * Looks at an answer with detectors as it comes. Held back is what may yet become a finding, from its first letter on, and nothing else: text
 * that is the beginning of nothing goes out at once.
 */
export class DetectedAnswer implements TextFilter {
  readonly #guarded: Guarded;
  readonly #windows = new Map<string, Window>();

  constructor(guarded: Guarded) {
    this.#guarded = guarded;
  }

  push(place: TextPlace, text: string): string | Denial {
    const { detector, holdsBack } = this.#guarded;
    const window = this.#window(place);
    const whole = window.before + window.held + text;
    const open = detector.openFrom(whole);
    const denial = this.#look(place, whole, open);
    if (denial) return denial;
    const shownTo = holdsBack ? Math.max(window.before.length, open) : whole.length;
    const shown = whole.slice(window.before.length, shownTo);
    window.held = whole.slice(shownTo);
    window.before = contextOf(whole.slice(0, shownTo));
    return shown;
  }

  end(place: TextPlace): string | Denial {
    const { before, held } = this.#window(place);
    this.#windows.delete(keyOf(place));
    const whole = before + held;
    return this.#look(place, whole, whole.length + 1) ?? held;
  }

  /** What ends where the text ends so far is not known yet to be what it looks like: "class" begins like a shorter word. */
  #look(place: TextPlace, whole: string, open: number): Denial | null {
    const { detector, checks, watch } = this.#guarded;
    const found = detector.find(whole).filter(({ end, start }) => end < whole.length || start < open);
    const flags = checks.flagged(highestScores(found), "response");
    return flags.length === 0 ? null : watch.raise(flags.map((flag) => ({ ...flag, place: place.kind })));
  }

  #window(place: TextPlace): Window {
    const key = keyOf(place);
    const window = this.#windows.get(key) ?? { before: "", held: "" };
    this.#windows.set(key, window);
    return window;
  }
}

function keyOf({ kind, id }: TextPlace): string {
  return `${kind} ${id}`;
}

/** The last words of what was shown. It begins with a whole word, for half of one is another. */
function contextOf(shown: string): string {
  if (shown.length <= CONTEXT) return shown;
  const from = shown.length - CONTEXT;
  const gap = shown.slice(Math.max(0, shown.length - LONGEST_CONTEXT), from).search(/\s\S*$/);
  return gap < 0 ? shown.slice(-LONGEST_CONTEXT) : shown.slice(Math.max(0, shown.length - LONGEST_CONTEXT) + gap);
}
