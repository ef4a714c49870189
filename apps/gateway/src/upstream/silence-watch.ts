/** Time-outs are set in seconds. A look at a thousand calls takes some microseconds. */
export const LOOK_EVERY_MS = 250;

/** What is waited for. It is a link of its watch's chain itself: beginning and ending cost two assignments, however many others there are. */
export abstract class Awaited {
  before: Awaited | null = null;
  after: Awaited | null = null;
  /** A turn of the watch has passed. */
  abstract turn(): void;
}

/**
 * Looks at everything that is waited for in turn. One timer for all: a timer a call would outlive most calls. Turns are counted, and not the
 * time: a process that was held up for seconds takes nobody for silent.
 */
export class SilenceWatch {
  #first: Awaited | null = null;
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  begin(awaited: Awaited): void {
    awaited.after = this.#first;
    if (this.#first !== null) this.#first.before = awaited;
    this.#first = awaited;
  }

  /** Of one that was begun; a second time changes nothing. */
  end(awaited: Awaited): void {
    const { before, after } = awaited;
    if (before !== null) before.after = after;
    else if (this.#first === awaited) this.#first = after;
    if (after !== null) after.before = before;
    awaited.before = null;
    awaited.after = null;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    for (let awaited = this.#first; awaited !== null; ) {
      // A turn may be its last one.
      const { after } = awaited;
      awaited.turn();
      awaited = after;
    }
  }
}

/** How many turns have to pass until so many milliseconds surely have: the first may come at once. */
export function turnsOf(ms: number): number {
  return ms === 0 ? Number.POSITIVE_INFINITY : Math.ceil(ms / LOOK_EVERY_MS) + 1;
}
