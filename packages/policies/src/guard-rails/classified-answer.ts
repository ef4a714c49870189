import { Denial } from "@sluice/wire/denial";
import type { TextFilter, TextPlace } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import type { ClassifierResource } from "../resources/text-resource.ts";
import type { Checks } from "./checks.ts";
import type { Watch } from "./watch.ts";

interface Guarded {
  readonly context: Pick<PolicyContext, "signal">;
  readonly resource: ClassifierResource;
  readonly checks: Checks;
  readonly watch: Watch;
  /** False: everything is shown at once, and looked at meanwhile. */
  readonly holdsBack: boolean;
}

/** A piece ends with a sentence when it has so many characters, or here at the latest. */
const SHORTEST_PIECE = 80;
const LONGEST_PIECE = 400;
/** After so many pieces they become twice as long: a long answer is asked about dozens of times, not thousands. */
const PIECES_A_SIZE = 8;
/** Of what was shown, how much is looked at again with the next piece. */
const CONTEXT = 200;
const SENTENCE_END = /[.!?…。！？]["'”’)\]]*\s|\n/g;

interface Progress {
  before: string;
  held: string;
  pieces: number;
  /** What is still being looked at while the text goes on. */
  pending: Promise<Denial | null>;
}

/** Looks at an answer through a classifier, sentence by sentence, one piece at a time. */
export class ClassifiedAnswer implements TextFilter {
  readonly #guarded: Guarded;
  readonly #progress = new Map<string, Progress>();

  constructor(guarded: Guarded) {
    this.#guarded = guarded;
  }

  push(place: TextPlace, text: string): string | Promise<string | Denial> {
    const progress = this.#at(place);
    progress.held += text;
    const cut = cutOf(progress);
    if (cut === 0) return this.#guarded.holdsBack ? "" : text;
    const asked = this.#ask(place, progress, cut);
    if (this.#guarded.holdsBack) return asked;
    progress.pending = progress.pending.then(() => asked).then(() => null);
    return text;
  }

  async end(place: TextPlace): Promise<string | Denial> {
    const progress = this.#at(place);
    this.#progress.delete(keyOf(place));
    await progress.pending;
    const shown = progress.held === "" ? "" : await this.#ask(place, progress, progress.held.length);
    if (shown instanceof Denial) return shown;
    return this.#guarded.holdsBack ? shown : "";
  }

  /** The next piece, once it has been looked at. */
  async #ask(place: TextPlace, progress: Progress, cut: number): Promise<string | Denial> {
    const { context, resource, checks, watch } = this.#guarded;
    const piece = progress.held.slice(0, cut);
    const asked = progress.before + piece;
    progress.held = progress.held.slice(cut);
    progress.before = asked.slice(-CONTEXT);
    progress.pieces++;
    try {
      const [scores = []] = await resource.classify([asked], "response", context.signal);
      const flags = checks.flagged(scores, "response").map((flag) => ({ ...flag, place: place.kind }));
      return (flags.length === 0 ? null : watch.raise(flags)) ?? piece;
    } catch (error) {
      return watch.fail(error) ?? piece;
    }
  }

  #at(place: TextPlace): Progress {
    const key = keyOf(place);
    const progress = this.#progress.get(key) ?? { before: "", held: "", pieces: 0, pending: Promise.resolve(null) };
    this.#progress.set(key, progress);
    return progress;
  }
}

/** Where the next piece ends; 0 while there is none. */
function cutOf({ held, pieces }: Progress): number {
  const size = 2 ** Math.floor(pieces / PIECES_A_SIZE);
  if (held.length < SHORTEST_PIECE * size) return 0;
  let cut = 0;
  for (const match of held.matchAll(SENTENCE_END)) cut = match.index + match[0].length;
  if (cut >= SHORTEST_PIECE * size) return cut;
  return held.length >= LONGEST_PIECE * size ? held.length : 0;
}

function keyOf({ kind, id }: TextPlace): string {
  return `${kind} ${id}`;
}
