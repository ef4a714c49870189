import type { Lane, Picture, Turn } from "./conversation.ts";
import { NO_SETTINGS, type Settings } from "./settings.ts";

/** What the calls are made with, beside nothing at all. */
export interface Credential {
  /** Never leaves memory. */
  readonly secret: string;
  /** Of a key that was made here: it is revoked when it is let go. */
  readonly made: { readonly keyId: string; readonly application: string; readonly expiresAt: string } | null;
}

export interface PlaygroundState {
  readonly turns: readonly Turn[];
  readonly draft: string;
  readonly picture: Picture | null;
  readonly settings: Settings;
  /** Empty: none is chosen yet. `second` null: there is one lane. */
  readonly models: { readonly first: string; readonly second: string | null };
  readonly credential: Credential | null;
  /** Counts the credentials, so that what was asked with one is asked anew with the next. */
  readonly caller: number;
}

const EMPTY: PlaygroundState = {
  turns: [],
  draft: "",
  picture: null,
  settings: NO_SETTINGS,
  models: { first: "", second: null },
  credential: null,
  caller: 0,
};

/** Pieces of a stream come many a frame; the page is drawn anew this often at most. */
const DRAW_EVERY_MS = 32;

/** One API's playground. It lives as long as the page's memory: answers go on coming while another page of the console is open. */
export class Playground {
  /** By the answer's key. */
  readonly running = new Map<string, AbortController>();
  #named = 0;
  #state = EMPTY;
  #drawn = EMPTY;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** As it was last drawn; `state` may be a little newer. */
  readonly snapshot = (): PlaygroundState => this.#drawn;

  get state(): PlaygroundState {
    return this.#state;
  }

  /** A name for a turn or an answer, unlike any other's. (`crypto.randomUUID` is not there where a page comes by http.) */
  nextKey(): string {
    this.#named += 1;
    return String(this.#named);
  }

  change(change: Partial<PlaygroundState>): void {
    this.#state = { ...this.#state, ...change };
    this.#draw();
  }

  /** For what comes many times a frame. */
  changeSoon(change: Partial<PlaygroundState>): void {
    this.#state = { ...this.#state, ...change };
    this.#timer ??= setTimeout(() => this.#draw(), DRAW_EVERY_MS);
  }

  stop(): void {
    for (const controller of this.running.values()) controller.abort();
  }

  #draw(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#drawn = this.#state;
    for (const listener of this.#listeners) listener();
  }
}

const playgrounds = new Map<string, Playground>();

/** The playground of a person at an API. Another person at the same screen finds another one. */
export function playgroundOf(personId: string, apiId: string): Playground {
  // A page that is drawn on the server says nothing, and keeps nothing there.
  if (typeof window === "undefined") return new Playground();
  const name = `${personId} ${apiId}`;
  const known = playgrounds.get(name);
  if (known) return known;
  const made = new Playground();
  playgrounds.set(name, made);
  return made;
}

export function lanesOf({ models }: Pick<PlaygroundState, "models">): readonly Lane[] {
  return models.second === null ? ["first"] : ["first", "second"];
}
