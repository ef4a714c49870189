/** The beginning of what passes, and how much passed. Copies: a piece of a connection's buffer would keep the whole of it in memory. */
export class BoundedBytes {
  readonly #most: number;
  readonly #pieces: Buffer[] = [];
  #held = 0;
  #passed = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(piece: Buffer): void {
    this.#passed += piece.length;
    const room = this.#most - this.#held;
    if (room <= 0 || piece.length === 0) return;
    const kept = Buffer.from(piece.length > room ? piece.subarray(0, room) : piece);
    this.#pieces.push(kept);
    this.#held += kept.length;
  }

  get held(): number {
    return this.#held;
  }

  get passed(): number {
    return this.#passed;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pieces, this.#held);
  }
}
