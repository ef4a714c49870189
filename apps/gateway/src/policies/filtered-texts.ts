import type { TextFilter, TextPlace } from "@sluice/policies/policy";
import { Denial } from "@sluice/wire/denial";

type Shown = string | Denial;

/** Several filters one behind the other: each sees what those before it have let through. */
export class FilteredTexts {
  readonly #filters: readonly TextFilter[];

  constructor(filters: readonly TextFilter[]) {
    this.#filters = filters;
  }

  push(place: TextPlace, text: string): Shown | Promise<Shown> {
    return this.#through(place, text, 0);
  }

  /** What each filter held back goes through those behind it, which then end too. */
  end(place: TextPlace): Shown | Promise<Shown> {
    return this.#endFrom(place, "", 0);
  }

  #through(place: TextPlace, text: string, from: number): Shown | Promise<Shown> {
    let shown = text;
    for (let at = from; at < this.#filters.length && shown !== ""; at++) {
      const result = this.#filters[at]?.push(place, shown) ?? shown;
      if (result instanceof Promise) return this.#throughLater(place, result, at + 1);
      if (result instanceof Denial) return result;
      shown = result;
    }
    return shown;
  }

  async #throughLater(place: TextPlace, pending: Promise<Shown>, from: number): Promise<Shown> {
    const result = await pending;
    return result instanceof Denial ? result : this.#through(place, result, from);
  }

  #endFrom(place: TextPlace, before: string, from: number): Shown | Promise<Shown> {
    let shown = before;
    for (let at = from; at < this.#filters.length; at++) {
      const filter = this.#filters[at];
      if (!filter) continue;
      const pushed = shown === "" ? "" : filter.push(place, shown);
      if (pushed instanceof Promise) return this.#endLater(place, { pending: pushed, filter, from: at + 1 });
      if (pushed instanceof Denial) return pushed;
      const rest = filter.end(place);
      if (rest instanceof Promise) return this.#endLater(place, { pending: rest, before: pushed, from: at + 1 });
      if (rest instanceof Denial) return rest;
      shown = pushed + rest;
    }
    return shown;
  }

  async #endLater(
    place: TextPlace,
    { pending, before = "", filter, from }: { pending: Promise<Shown>; before?: string; filter?: TextFilter; from: number },
  ): Promise<Shown> {
    const first = await pending;
    if (first instanceof Denial) return first;
    const rest = filter ? await filter.end(place) : "";
    if (rest instanceof Denial) return rest;
    return this.#endFrom(place, before + first + rest, from);
  }
}
