import type { ServerResponse } from "node:http";
import { Denial } from "@sluice/wire/denial";
import type { FilteredEvents } from "./filtered-events.ts";

interface Stream {
  readonly res: ServerResponse;
  /** Writes the last of it. */
  readonly end: (closing: string) => void;
  readonly events: FilteredEvents;
  readonly flow: { pause(): void; resume(): void };
  /** A filter has refused the answer: nothing more is written here. */
  readonly onDenied: (denial: Denial) => void;
  /** Hears what is written, as it is written. */
  readonly onWritten: (shown: string) => void;
  /** All of it has been written. */
  readonly onEnded: () => void;
}

/** Writes a stream's events as its filters let them through, in order; the provider waits while a filter does. */
export class FilteredStream {
  readonly #stream: Stream;
  #last: Promise<void> | null = null;
  #over = false;
  /** The caller takes no more for now. */
  #full = false;
  readonly #drained: () => void;

  constructor(stream: Stream) {
    this.#stream = stream;
    this.#drained = () => {
      this.#full = false;
      this.#goOn();
    };
  }

  /** Whole events. */
  write(events: string): void {
    if (this.#over) return;
    if (this.#last !== null) {
      this.#queue(() => this.#push(events));
      return;
    }
    const shown = this.#stream.events.push(events);
    if (shown instanceof Promise) this.#queue(async () => this.#show(await shown));
    else this.#show(shown);
  }

  /** The end, after what is still held back; `closing` comes last and is not looked at. */
  end(closing: string): void {
    this.#queue(async () => {
      if (this.#isOver) return;
      this.#show(await this.#stream.events.end());
      if (this.#isOver) return;
      this.#over = true;
      if (closing !== "") this.#stream.onWritten(closing);
      this.#stream.end(closing);
      this.#stream.onEnded();
    });
  }

  /** Nothing more is shown, not what was held back either: the answer has broken off. */
  cut(closing: string): void {
    this.#queue(async () => {
      if (this.#over) return;
      this.#over = true;
      this.#stream.end(closing);
    });
  }

  /** A caller who left has not been shown all of it: what was kept of the answer is no whole one. */
  get #isOver(): boolean {
    return this.#over || this.#stream.res.closed;
  }

  async #push(events: string): Promise<void> {
    if (!this.#over) this.#show(await this.#stream.events.push(events));
  }

  #queue(task: () => Promise<void>): void {
    const { flow, onDenied } = this.#stream;
    flow.pause();
    const run = (this.#last ?? Promise.resolve()).then(task).catch(() => {
      // A filter that throws is a fault: what it would have said is not known, so nothing is shown.
      if (this.#over) return;
      this.#over = true;
      onDenied(new Denial("internal_error", "A policy of this API failed while it looked at the answer."));
    });
    this.#last = run;
    void run.then(() => {
      if (this.#last !== run) return;
      this.#last = null;
      this.#goOn();
    });
  }

  #goOn(): void {
    if (this.#last === null && !this.#full) this.#stream.flow.resume();
  }

  #show(shown: string | Denial): void {
    if (this.#over) return;
    const { res, flow, onDenied, onWritten } = this.#stream;
    if (shown instanceof Denial) {
      this.#over = true;
      onDenied(shown);
      return;
    }
    if (shown === "" || res.closed) return;
    onWritten(shown);
    if (res.write(shown)) return;
    this.#full = true;
    flow.pause();
    res.once("drain", this.#drained);
  }
}
