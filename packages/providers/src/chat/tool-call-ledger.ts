import { readToolCallId } from "./tool-call-ids.ts";

interface MadeCall {
  /** Unique in the conversation. */
  readonly id: string;
  readonly name: string;
}

interface LedgerId {
  /** What the client calls it: several calls may share it. */
  readonly key: string;
  readonly unique: string;
}

/** Which calls were made and which of them are answered: providers refuse a call without its result, and a result without its call. */
export class ToolCallLedger {
  readonly #used = new Set<string>();
  readonly #waiting = new Map<string, MadeCall[]>();
  readonly #last = new Map<string, MadeCall>();

  /** Clients count their ids anew each turn (`call_1`); providers want each once in a conversation. */
  open(clientId: string): { id: LedgerId; sealed: unknown } {
    const { id: key, sealed } = readToolCallId(clientId);
    let unique = key;
    for (let nth = 2; this.#used.has(unique); nth++) unique = `${key.slice(0, 56)}-${nth}`;
    this.#used.add(unique);
    return { id: { key, unique }, sealed };
  }

  called(key: string, call: MadeCall): void {
    const waiting = this.#waiting.get(key);
    if (waiting) waiting.push(call);
    else this.#waiting.set(key, [call]);
    this.#last.set(key, call);
  }

  /** The call that a result belongs to: the oldest one of that id without a result, else the newest. Null when there is none. */
  answered(clientId: string): MadeCall | null {
    const { id: key } = readToolCallId(clientId);
    const waiting = this.#waiting.get(key);
    const call = waiting?.shift();
    if (waiting?.length === 0) this.#waiting.delete(key);
    return call ?? this.#last.get(key) ?? null;
  }

  /** The model has spoken again: what it called before can no longer be answered. */
  closeTurn(): void {
    this.#waiting.clear();
    this.#last.clear();
  }

  /** Client ids of the calls that have no result yet. */
  unanswered(): string[] {
    return [...this.#waiting.keys()];
  }
}
