import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { LabelScore } from "@sluice/policies/resources/text-resource";
import type { ModelSource, Question, ThreadMessage } from "./classification-protocol.ts";
import { Turns } from "./turns.ts";

type Scores = readonly (readonly LabelScore[])[];

interface Waiting {
  readonly id: number;
  readonly resolve: (scores: Scores) => void;
  readonly reject: (error: Error) => void;
}

/** A model is fetched once, at the first deployment that names it. */
const LOAD_MS = 10 * 60_000;
const TURNS = { mostWaiting: 128, longestMs: 30_000 } as const;
const THREAD = new URL("./classification-thread.ts", import.meta.url);

/** One model in a thread of its own. */
export class ClassificationModel {
  readonly labels: readonly string[];
  readonly #thread: Worker;
  /** The thread has one text at a time: what waits, waits here, where it can be taken out again. */
  readonly #turns = new Turns(TURNS);
  #waiting: Waiting | null = null;
  #asked = 0;
  #ended = false;

  private constructor(thread: Worker, labels: readonly string[]) {
    this.#thread = thread;
    this.labels = labels;
    thread.on("message", (message: ThreadMessage) => this.#take(message));
    thread.on("error", (error) => this.#end(error));
    thread.on("exit", () => this.#end(new Error("the model's thread has ended")));
    thread.unref();
  }

  /** Loads it, or says in words why that cannot be done. */
  static async load(source: ModelSource): Promise<ClassificationModel | { readonly problem: string }> {
    const thread = new Worker(THREAD, { workerData: source });
    try {
      const [message] = (await once(thread, "message", { signal: AbortSignal.timeout(LOAD_MS) })) as [ThreadMessage];
      if (message.type === "ready") return new ClassificationModel(thread, message.labels);
      await thread.terminate();
      return { problem: message.type === "failed" ? message.reason : "the model's thread answered out of turn" };
    } catch (error) {
      await thread.terminate();
      return { problem: error instanceof Error ? error.message : "no reason was given" };
    }
  }

  classify(texts: readonly string[], left?: AbortSignal): Promise<Scores> {
    return this.#turns.take(async (lost) => {
      const scores: Scores[number][] = [];
      for (const text of texts) {
        if (lost.aborted) break;
        scores.push(...(await this.#ask(text)));
      }
      return scores;
    }, left);
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  #ask(text: string): Promise<Scores> {
    if (this.#ended) return Promise.reject(new Error("The model's thread has ended. Deploy the API again."));
    return new Promise((resolve, reject) => {
      this.#waiting = { id: ++this.#asked, resolve, reject };
      this.#thread.postMessage({ id: this.#asked, texts: [text] } satisfies Question);
    });
  }

  #take(message: ThreadMessage): void {
    if (message.type === "scores") this.#settle(message.id)?.resolve(message.scores);
    else if (message.type === "error") this.#settle(message.id)?.reject(new Error(`The model failed: ${message.reason}.`));
  }

  #settle(id: number): Waiting | null {
    const waiting = this.#waiting;
    if (waiting?.id !== id) return null;
    this.#waiting = null;
    return waiting;
  }

  #end(error: Error): void {
    this.#ended = true;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.reject(error);
  }
}
