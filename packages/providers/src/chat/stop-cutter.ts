/**
 * Ends a text at the first of some stop sequences, for those that a provider does not take. Text comes in pieces of any
 * size; what may be the beginning of a sequence waits for the next piece.
 */
export class StopCutter {
  readonly #stops: readonly string[];
  #waiting = "";
  #stopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** What of the text so far may be shown now. */
  push(piece: string): string {
    if (this.#stopped) return "";
    if (this.#stops.length === 0) return piece;
    const text = this.#waiting + piece;
    const at = this.#first(text);
    if (at >= 0) {
      this.#stopped = true;
      this.#waiting = "";
      return text.slice(0, at);
    }
    const kept = this.#beginning(text);
    this.#waiting = text.slice(text.length - kept);
    return text.slice(0, text.length - kept);
  }

  /** What was waiting, once no more text comes. */
  end(): string {
    const rest = this.#waiting;
    this.#waiting = "";
    return rest;
  }

  #first(text: string): number {
    const found = this.#stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
    return found.length === 0 ? -1 : Math.min(...found);
  }

  /** Length of the longest end of the text that begins a stop sequence. */
  #beginning(text: string): number {
    let longest = 0;
    for (const stop of this.#stops)
      for (let length = Math.min(stop.length - 1, text.length); length > longest; length--)
        if (text.endsWith(stop.slice(0, length))) longest = length;
    return longest;
  }
}
