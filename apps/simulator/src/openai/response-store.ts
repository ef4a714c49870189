import type { Json } from "../json.ts";
import type { Turn } from "../mind/conversation.ts";

export interface StoredResponse {
  readonly response: Json;
  /** The conversation up to and with this response, without instructions: they do not carry over. */
  readonly turns: readonly Turn[];
}

/** Enough for a demo; the oldest goes first. */
const MAX_RESPONSES = 500;

/** Responses that a later request may continue (`previous_response_id`) or fetch. */
export class ResponseStore {
  readonly #byId = new Map<string, StoredResponse>();

  add(id: string, stored: StoredResponse): void {
    this.#byId.delete(id);
    this.#byId.set(id, stored);
    for (const oldest of this.#byId.keys()) {
      if (this.#byId.size <= MAX_RESPONSES) break;
      this.#byId.delete(oldest);
    }
  }

  get(id: string): StoredResponse | undefined {
    return this.#byId.get(id);
  }

  delete(id: string): boolean {
    return this.#byId.delete(id);
  }
}
