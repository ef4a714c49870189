interface Running {
  /** Asked for again while busy: what it read may be old. */
  again: boolean;
  done: Promise<void>;
}

/**
 * Runs a task by key, never two of one key at once. A request that comes while its key is busy makes one more run
 * afterwards, however many there were. `run` must not reject.
 */
export class SerialTasks {
  readonly #run: (key: string) => Promise<void>;
  readonly #running = new Map<string, Running>();

  constructor(run: (key: string) => Promise<void>) {
    this.#run = run;
  }

  /** Resolves when a run that began after this call has ended. */
  request(key: string): Promise<void> {
    const busy = this.#running.get(key);
    if (busy) {
      busy.again = true;
      return busy.done;
    }
    const running: Running = { again: true, done: Promise.resolve() };
    this.#running.set(key, running);
    running.done = this.#loop(key, running);
    return running.done;
  }

  async #loop(key: string, running: Running): Promise<void> {
    while (running.again) {
      running.again = false;
      await this.#run(key);
    }
    this.#running.delete(key);
  }
}
