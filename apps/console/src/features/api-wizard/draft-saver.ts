import type { DraftStep } from "@sluice/definition/resources";
import type { DraftDefinition } from "./definition-bridge.ts";

export interface DraftContent {
  readonly step: DraftStep;
  readonly definition: DraftDefinition;
}

/** What became of one attempt. A conflict means that somebody else saved since: another tab, most often. */
export type SaveOutcome =
  | { readonly kind: "saved"; readonly version: number }
  | { readonly kind: "conflict" }
  | { readonly kind: "failed"; readonly message: string };

export type SaveState =
  | { readonly kind: "saved"; readonly atMs: number }
  | { readonly kind: "unsaved" }
  | { readonly kind: "saving" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "conflict" };

export interface DraftSaverOptions {
  /** Writes the draft over `version`; null writes over whatever is there. Returns what happened, never throws. */
  readonly save: (content: DraftContent, version: number | null) => Promise<SaveOutcome>;
  readonly version: number;
  readonly savedAtMs: number;
  readonly nowMs: () => number;
  readonly onState: (state: SaveState) => void;
}

/** Long enough not to save every letter, short enough that a closed lid costs nobody a sentence. */
export const DEBOUNCE_MS = 600;
/** A server that restarts is back within it. */
export const RETRY_MS = 3_000;

/**
 * Keeps a draft on the server: one save at a time, the newest content only, a failed save tried again. After a conflict nothing is
 * written until somebody says whose words count.
 */
export class DraftSaver {
  readonly #options: DraftSaverOptions;
  #version: number;
  #unsaved: DraftContent | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #inFlight: Promise<void> | null = null;
  #state: SaveState;

  constructor(options: DraftSaverOptions) {
    this.#options = options;
    this.#version = options.version;
    this.#state = { kind: "saved", atMs: options.savedAtMs };
  }

  /** Saves `content` soon. */
  change(content: DraftContent): void {
    this.#unsaved = content;
    if (this.#state.kind === "conflict") return;
    if (this.#state.kind === "saved") this.#show({ kind: "unsaved" });
    this.#schedule(DEBOUNCE_MS);
  }

  /** Saves now what is not saved yet. True when everything is on the server. */
  async flush(): Promise<boolean> {
    this.#cancelTimer();
    while (this.#unsaved && this.#state.kind !== "conflict") {
      await (this.#inFlight ?? this.#start());
      if (this.#state.kind === "failed") return false;
    }
    await this.#inFlight;
    return this.#unsaved === null && this.#state.kind === "saved";
  }

  /** After a conflict: these words count, whatever the other tab wrote. */
  async keepMine(): Promise<boolean> {
    if (this.#state.kind !== "conflict") return this.flush();
    this.#show({ kind: "unsaved" });
    await this.#start({ force: true });
    return this.flush();
  }

  stop(): void {
    this.#cancelTimer();
  }

  #schedule(delayMs: number): void {
    this.#cancelTimer();
    this.#timer = setTimeout(() => void this.flush(), delayMs);
  }

  #cancelTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #start({ force = false } = {}): Promise<void> {
    const content = this.#unsaved;
    if (!content) return Promise.resolve();
    this.#unsaved = null;
    this.#show({ kind: "saving" });
    const attempt = this.#options.save(content, force ? null : this.#version).then((outcome) => {
      this.#inFlight = null;
      this.#settle(content, outcome);
    });
    this.#inFlight = attempt;
    return attempt;
  }

  #settle(content: DraftContent, outcome: SaveOutcome): void {
    if (outcome.kind === "saved") {
      this.#version = outcome.version;
      this.#show(this.#unsaved ? { kind: "unsaved" } : { kind: "saved", atMs: this.#options.nowMs() });
      return;
    }
    // What was typed meanwhile is newer than what failed.
    this.#unsaved ??= content;
    this.#show(outcome);
    if (outcome.kind === "failed") this.#schedule(RETRY_MS);
  }

  #show(state: SaveState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
