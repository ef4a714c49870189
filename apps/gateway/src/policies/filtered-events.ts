import { isObject } from "@sluice/definition/json";
import type { TextPlace } from "@sluice/policies/policy";
import { Denial } from "@sluice/wire/denial";
import { readEvents, type SseEvent, writeEvent } from "@sluice/wire/sse";
import type { CallKind } from "../pipeline/read-call.ts";
import type { AnswerText } from "./answer-texts.ts";
import { carrierEvent } from "./carrier-event.ts";
import { type EventTexts, eventTexts } from "./event-texts.ts";
import type { FilteredTexts } from "./filtered-texts.ts";

type Fields = Record<string, unknown>;
type Shown = string | Denial;

/** A text that has begun. */
interface Begun {
  readonly place: TextPlace;
  /** An event that has carried a piece of it. */
  readonly like: { readonly name: string; readonly json: Fields };
  shown: string;
  ended: boolean;
}

interface Parsed extends EventTexts {
  readonly name: string;
  readonly json: Fields;
}

/**
 * A stream's events with their texts put through filters. Takes and gives whole events of the caller's own API. What a filter holds back
 * comes with a later event of the same text, or in one of its own before the text ends; what is said again at the end is said as it was shown.
 */
export class FilteredEvents {
  readonly #kind: CallKind;
  readonly #texts: FilteredTexts;
  readonly #begun = new Map<string, Begun>();
  /** The Responses API counts its events, and some are added here. */
  #sequence = 0;

  constructor(kind: CallKind, texts: FilteredTexts) {
    this.#kind = kind;
    this.#texts = texts;
  }

  /** Waits only when a filter has to. */
  push(events: string): Shown | Promise<Shown> {
    return this.#from(readEvents(events), 0, "");
  }

  /** The stream ends here: what is still held back, in events of its own. */
  async end(): Promise<Shown> {
    const rests = await this.#endTexts(() => true);
    return rests instanceof Denial ? rests : rests.map(({ begun, rest }) => this.#carry(begun, rest)).join("");
  }

  #from(events: readonly SseEvent[], start: number, before: string): Shown | Promise<Shown> {
    let out = before;
    for (let at = start; at < events.length; at++) {
      const event = events[at];
      if (!event) continue;
      const shown = this.#event(event);
      if (shown instanceof Promise) {
        const [next, soFar] = [at + 1, out];
        return shown.then((later) => (later instanceof Denial ? later : this.#from(events, next, soFar + later)));
      }
      if (shown instanceof Denial) return shown;
      out += shown;
    }
    return out;
  }

  #event({ name, data, raw }: SseEvent): Shown | Promise<Shown> {
    const json = parse(data);
    if (json === null) return raw;
    const event: Parsed = { name, json, ...eventTexts(this.#kind, json) };
    if (event.pieces.length === 0 && event.repeated.length === 0 && event.ends === null)
      return this.#renumbered(json) ? this.#write(name, json) : raw;
    const filtered = this.#filterPieces(event, 0);
    if (filtered instanceof Promise) return filtered.then((denial) => denial ?? this.#finish(event));
    return filtered ?? this.#finish(event);
  }

  /** Puts each piece through the filters, in place. Null when all went well. */
  #filterPieces(event: Parsed, start: number): Denial | null | Promise<Denial | null> {
    for (let at = start; at < event.pieces.length; at++) {
      const piece = event.pieces[at];
      const given = piece?.holder[piece.key];
      if (!piece || typeof given !== "string" || given === "") continue;
      const begun = this.#begin(piece, event);
      const shown = this.#texts.push(piece.place, given);
      if (shown instanceof Promise) return shown.then((later) => note(piece, begun, later) ?? this.#filterPieces(event, at + 1));
      const denial = note(piece, begun, shown);
      if (denial) return denial;
    }
    return null;
  }

  #begin({ place }: AnswerText, { name, json }: Parsed): Begun {
    const known = this.#begun.get(keyOf(place));
    if (known) return known;
    const begun: Begun = { place, like: { name, json }, shown: "", ended: false };
    this.#begun.set(keyOf(place), begun);
    return begun;
  }

  #finish(event: Parsed): string | Promise<Shown> {
    if (event.ends === null) return this.#writeWhole(event);
    return this.#endTexts(event.ends).then((rests) => {
      if (rests instanceof Denial) return rests;
      let before = "";
      for (const { begun, rest } of rests) {
        // A text whose last piece is in this very event goes on in it: before it, the rest would come too early.
        const piece = event.pieces.find(({ place }) => keyOf(place) === keyOf(begun.place));
        if (piece) piece.holder[piece.key] = String(piece.holder[piece.key]) + rest;
        else before += this.#carry(begun, rest);
      }
      return before + this.#writeWhole(event);
    });
  }

  #writeWhole({ name, json, repeated }: Parsed): string {
    for (const { place, holder, key } of repeated) {
      const begun = this.#begun.get(keyOf(place));
      if (begun) holder[key] = begun.shown;
    }
    this.#renumbered(json);
    return this.#write(name, json);
  }

  async #endTexts(ends: (place: TextPlace) => boolean): Promise<readonly { readonly begun: Begun; readonly rest: string }[] | Denial> {
    const rests: { readonly begun: Begun; readonly rest: string }[] = [];
    for (const begun of this.#begun.values()) {
      if (begun.ended || !ends(begun.place)) continue;
      begun.ended = true;
      const rest = await this.#texts.end(begun.place);
      if (rest instanceof Denial) return rest;
      begun.shown += rest;
      if (rest !== "") rests.push({ begun, rest });
    }
    return rests;
  }

  #carry({ place, like }: Begun, rest: string): string {
    const json = carrierEvent(this.#kind, like.json, { place, rest });
    this.#renumbered(json);
    return this.#write(like.name, json);
  }

  #renumbered(json: Fields): boolean {
    if (this.#kind !== "responses" || typeof json["sequence_number"] !== "number") return false;
    json["sequence_number"] = this.#sequence++;
    return true;
  }

  #write(name: string, json: Fields): string {
    return writeEvent(JSON.stringify(json), name);
  }
}

function keyOf({ kind, id }: TextPlace): string {
  return `${kind} ${id}`;
}

function note(piece: AnswerText, begun: Begun, shown: Shown): Denial | null {
  if (shown instanceof Denial) return shown;
  piece.holder[piece.key] = shown;
  begun.shown += shown;
  return null;
}

function parse(data: string | null): Fields | null {
  if (data === null) return null;
  try {
    const value: unknown = JSON.parse(data);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
