import { Denial } from "@sluice/wire/denial";
import { type Found, resolveOverlaps } from "./found.ts";
import { findPlaceholders, placeholderOpenFrom } from "./placeholders.ts";
import type { Search } from "./search.ts";
import type { TextStream } from "./text-stream.ts";
import type { Vault } from "./vault.ts";

export interface Masking {
  readonly vault: Vault;
  /** Null where only placeholders are turned back. */
  readonly search: Search | null;
  /** What stands in a value's place: itself, a mask, or a refusal. */
  readonly instead: (found: Found, value: string) => string | Denial;
}

/** Of what was shown, how much is looked at again with what follows: the words before a number. */
const CONTEXT = 512;
/** The longest value that is known, a private key, and some more. What is open for longer is let go. */
const MOST_HELD = 20_000;

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly found: Found | null;
  readonly value: string;
}

/**
 * One text of an answer: placeholders become values again, and new personal data is masked. Held back is what may yet become one of both, and
 * nothing else; so it is the same wherever the text is cut.
 */
export class MaskedText implements TextStream {
  readonly #masking: Masking;
  /** What the provider wrote, as far as it was shown, and what of it is held back. */
  #before = "";
  #held = "";
  /** A mask was the last that was shown: another that follows at once is the same. */
  #lastMask: string | null = null;

  constructor(masking: Masking) {
    this.#masking = masking;
  }

  push(text: string): string | Denial {
    const whole = this.#before + this.#held + text;
    const { vault, search } = this.#masking;
    const open = Math.min(search?.openFrom(whole) ?? whole.length, placeholderOpenFrom(whole, vault));
    return this.#show(whole, Math.max(this.#before.length, open, whole.length - MOST_HELD));
  }

  end(): string | Denial {
    const whole = this.#before + this.#held;
    return this.#show(whole, whole.length);
  }

  #show(whole: string, open: number): string | Denial {
    const from = this.#before.length;
    const pieces = this.#pieces(whole).filter(({ start }) => start >= from);
    const straddling = pieces.find(({ start, end }) => start < open && end > open);
    const to = straddling?.start ?? open;
    let shown = "";
    let at = from;
    for (const { start, end, found, value } of pieces) {
      if (end > to) break;
      if (start > at) this.#lastMask = null;
      shown += whole.slice(at, start);
      at = end;
      const instead = found === null ? value : this.#masking.instead(found, value);
      if (instead instanceof Denial) return instead;
      const masks = found !== null && instead !== value;
      if (!masks || this.#lastMask !== instead) shown += instead;
      this.#lastMask = masks ? instead : null;
    }
    if (to > at) this.#lastMask = null;
    this.#held = whole.slice(to);
    this.#before = contextOf(whole.slice(0, to));
    return shown + whole.slice(at, to);
  }

  #pieces(whole: string): readonly Piece[] {
    const { vault, search } = this.#masking;
    const placeholders = findPlaceholders(whole, vault).map((one) => ({ ...one, found: null }));
    if (search === null) return placeholders;
    const fresh = search
      .find(whole)
      .filter(({ start, end }) => !vault.knows(whole.slice(start, end)) && !placeholders.some((one) => one.start < end && one.end > start));
    const found = resolveOverlaps(fresh).map((one) => ({
      start: one.start,
      end: one.end,
      found: one,
      value: whole.slice(one.start, one.end),
    }));
    return placeholders.length === 0 ? found : [...placeholders, ...found].sort((a, b) => a.start - b.start);
  }
}

/** It begins with a whole word, for half of one is another; a text without a gap is cut anywhere. */
function contextOf(shown: string): string {
  if (shown.length <= CONTEXT) return shown;
  const last = shown.slice(-2 * CONTEXT);
  const gap = last.slice(0, last.length - CONTEXT).search(/\s\S*$/);
  return gap < 0 ? last : last.slice(gap);
}
