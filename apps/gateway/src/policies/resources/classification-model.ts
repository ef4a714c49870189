import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { LabelScore } from "@sluice/policies/resources/text-resource";
import type { ModelSource, ThreadMessage } from "./classification-protocol.ts";

type Scores = readonly (readonly LabelScore[])[];

interface Waiting {
  readonly resolve: (scores: Scores) => void;
  readonly reject: (error: Error) => void;
}

/** A model is fetched once, at the first deployment that names it. */
const LOAD_MS = 10 * 60_000;
const ANSWER_MS = 30_000;
/** Beyond, callers would wait for longer than they do. */
const MOST_WAITING = 128;
const THREAD = new URL("./classification-thread.ts", import.meta.url);

/** One model in a thread of its own. */
export class ClassificationModel {
  readonly labels: readonly string[];
  readonly #thread: Worker;
  readonly #waiting = new Map<number, Waiting>();
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

  classify(texts: readonly string[]): Promise<Scores> {
    if (this.#ended) return Promise.reject(new Error("The model's thread has ended. Deploy the API again."));
    if (this.#waiting.size >= MOST_WAITING) return Promise.reject(new Error("Too many texts wait for the model."));
    const id = ++this.#asked;
    return new Promise<Scores>((resolve, reject) => {
      const clock = setTimeout(() => this.#settle(id)?.reject(new Error(`The model did not answer within ${ANSWER_MS} ms.`)), ANSWER_MS);
      const done = () => clearTimeout(clock);
      this.#waiting.set(id, { resolve: (scores) => [done(), resolve(scores)], reject: (error) => [done(), reject(error)] });
      this.#thread.postMessage({ id, texts });
    });
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  #take(message: ThreadMessage): void {
    if (message.type === "scores") this.#settle(message.id)?.resolve(message.scores);
    else if (message.type === "error") this.#settle(message.id)?.reject(new Error(`The model failed: ${message.reason}.`));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #end(error: Error): void {
    this.#ended = true;
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(error);
  }
}
