const FIRST_BYTES = 4_096;

/** Bytes that wait for their rest. Its memory doubles as it fills, so that a long message in small pieces is copied twice at most. */
export class GrowingBuffer {
  #memory = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** Adds a piece; the result is all that is kept, and is good until the next call. */
  append(piece: Buffer): Buffer {
    if (this.#end + piece.length > this.#memory.length) this.#makeRoom(piece.length);
    piece.copy(this.#memory, this.#end);
    this.#end += piece.length;
    return this.#memory.subarray(this.#start, this.#end);
  }

  /** Forgets the first bytes. They stay where they are until the next `append`. */
  drop(bytes: number): void {
    this.#start += bytes;
  }

  #makeRoom(more: number): void {
    const { length } = this;
    const fits = length + more <= this.#memory.length / 2;
    const memory = fits ? this.#memory : Buffer.allocUnsafeSlow(Math.max((length + more) * 2, FIRST_BYTES));
    this.#memory.copy(memory, 0, this.#start, this.#end);
    this.#memory = memory;
    this.#start = 0;
    this.#end = length;
  }
}
