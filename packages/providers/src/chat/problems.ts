import { Denial } from "@sluice/wire/denial";

/** Keeps the first thing that is wrong with a request, so that readers can go on without checking after every field. */
export class Problems {
  #first: Denial | null = null;

  get first(): Denial | null {
    return this.#first;
  }

  /** `param` in dots: `messages.0.content`. */
  invalid(param: string, message: string): void {
    this.#first ??= new Denial("invalid_request", message, { param });
  }

  unsupported(param: string, message: string): void {
    this.#first ??= new Denial("unsupported_parameter", message, { param });
  }
}

/** How a value's type is said in messages. */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  return typeof value === "number" && Number.isInteger(value) ? "an integer" : `a ${typeof value}`;
}
