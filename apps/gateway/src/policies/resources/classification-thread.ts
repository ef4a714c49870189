// A thread of its own for one model: the runtime computes synchronously, and the gateway must not stand still meanwhile.
import { parentPort, workerData } from "node:worker_threads";
import type { LabelScore } from "@sluice/policies/resources/text-resource";
import type { ModelSource, Question, ThreadMessage } from "./classification-protocol.ts";
import { windowsOf } from "./token-windows.ts";

/** What is used of @huggingface/transformers, which is installed only where somebody wants it. */
interface Tokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): number[];
  decode(ids: number[], options: { skip_special_tokens: boolean }): string;
}
interface Classifier {
  (texts: string[], options: { top_k: null }): Promise<LabelScore[][]>;
  readonly tokenizer: Tokenizer;
  readonly model: { readonly config: Record<string, unknown> };
}
interface Transformers {
  readonly env: { cacheDir: string | null; localModelPath: string; allowRemoteModels: boolean };
  pipeline(task: "text-classification", id: string, options: Record<string, unknown>): Promise<Classifier>;
}

const PACKAGE: string = "@huggingface/transformers";
/** What models read at once when they do not say. */
const USUAL_TOKENS = 512;
/** Around each text stand a beginning and an end. */
const SPECIAL_TOKENS = 2;
const WINDOWS_AT_A_TIME = 8;

const port = parentPort;
if (port) {
  const tell = (message: ThreadMessage) => port.postMessage(message);
  try {
    const classifier = await load(workerData as ModelSource);
    port.on("message", ({ id, texts }: Question) => {
      classify(classifier, texts).then(
        (scores) => tell({ type: "scores", id, scores }),
        (error: unknown) => tell({ type: "error", id, reason: reasonOf(error) }),
      );
    });
    tell({ type: "ready", labels: Object.values((classifier.model.config["id2label"] ?? {}) as Record<string, string>) });
  } catch (error) {
    tell({ type: "failed", reason: reasonOf(error) });
    port.close();
  }
}

async function load({ id, revision, folder, isLocal, file }: ModelSource): Promise<Classifier> {
  const { env, pipeline } = await libraryOf();
  env.cacheDir = folder;
  env.localModelPath = folder;
  env.allowRemoteModels = !isLocal;
  const weights = file === null ? {} : { subfolder: "", model_file_name: file };
  return pipeline("text-classification", id, { revision, dtype: "fp32", local_files_only: isLocal, ...weights });
}

async function libraryOf(): Promise<Transformers> {
  try {
    return (await import(PACKAGE)) as Transformers;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    throw isMissing ? new Error(`the package ${PACKAGE} is not installed in this gateway (see docs/operations.md)`) : error;
  }
}

/** Each label's highest score over all windows of a text. */
async function classify(classifier: Classifier, texts: readonly string[]): Promise<readonly (readonly LabelScore[])[]> {
  const scores: (readonly LabelScore[])[] = [];
  for (const text of texts) {
    const highest = new Map<string, number>();
    const windows = windowsIn(classifier, text);
    for (let at = 0; at < windows.length; at += WINDOWS_AT_A_TIME) {
      const judged = await classifier(windows.slice(at, at + WINDOWS_AT_A_TIME), { top_k: null });
      for (const { label, score } of judged.flat()) highest.set(label, Math.max(score, highest.get(label) ?? 0));
    }
    scores.push([...highest].map(([label, score]) => ({ label, score })));
  }
  return scores;
}

function windowsIn({ tokenizer, model }: Classifier, text: string): string[] {
  const most = model.config["max_position_embeddings"];
  const size = (typeof most === "number" ? Math.min(most, USUAL_TOKENS) : USUAL_TOKENS) - SPECIAL_TOKENS;
  const ids = tokenizer.encode(text, { add_special_tokens: false });
  if (ids.length <= size) return [text];
  return windowsOf(ids, size).map((window) => tokenizer.decode([...window], { skip_special_tokens: true }));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split("\n")[0] ?? "") : "no reason was given";
}
