import type { Denial } from "@sluice/wire/denial";
import type { TextFilter, TextPlace } from "../policy.ts";
import { JsonText } from "./json-text.ts";
import type { TextStream } from "./text-stream.ts";

export interface Answer {
  /** A new text of this kind of place. */
  readonly createText: (place: TextPlace) => TextStream;
  /** A text has ended, or was refused. */
  readonly onEnded: () => void;
}

/** Each text of an answer on its own. */
export class FilteredAnswer implements TextFilter {
  readonly #answer: Answer;
  readonly #texts = new Map<string, TextStream>();

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  push(place: TextPlace, text: string): string | Denial {
    const key = keyOf(place);
    const stream = this.#texts.get(key) ?? this.#create(place);
    this.#texts.set(key, stream);
    const shown = stream.push(text);
    if (typeof shown !== "string") this.#answer.onEnded();
    return shown;
  }

  end(place: TextPlace): string | Denial {
    const shown = this.#texts.get(keyOf(place))?.end() ?? "";
    this.#texts.delete(keyOf(place));
    this.#answer.onEnded();
    return shown;
  }

  #create(place: TextPlace): TextStream {
    const create = () => this.#answer.createText(place);
    return place.kind === "tool_arguments" && !place.plain ? new JsonText(create) : create();
  }
}

function keyOf({ kind, id }: TextPlace): string {
  return `${kind} ${id}`;
}
