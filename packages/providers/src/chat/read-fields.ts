import { type Fields, isObject } from "@sluice/definition/json";
import { type Problems, typeName } from "./problems.ts";

/** Reads typed members of one object. What is absent or null comes back as null; what has the wrong type is reported, and null too. */
export class FieldReader {
  readonly #fields: Fields;
  readonly #prefix: string;
  readonly problems: Problems;

  /** `path` is the object's own place in dots, "" for the body. */
  constructor(fields: Fields, path: string, problems: Problems) {
    this.#fields = fields;
    this.#prefix = path === "" ? "" : `${path}.`;
    this.problems = problems;
  }

  param(name: string): string {
    return this.#prefix + name;
  }

  get(name: string): unknown {
    const value = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
    return value === undefined ? null : value;
  }

  text(name: string): string | null {
    const value = this.get(name);
    return value === null || typeof value === "string" ? value : this.#wrong(name, "a string", value);
  }

  /** A string that must be there. */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value !== null && value !== "") return value;
    this.problems.invalid(this.param(name), `Missing required parameter: '${this.param(name)}'. Give it as a string that is not empty.`);
    return "";
  }

  flag(name: string): boolean | null {
    const value = this.get(name);
    return value === null || typeof value === "boolean" ? value : this.#wrong(name, "a boolean", value);
  }

  number(name: string, least: number, most: number): number | null {
    const value = this.get(name);
    if (value === null) return null;
    if (typeof value !== "number" || !Number.isFinite(value)) return this.#wrong(name, "a number", value);
    return this.#within(name, value, [least, most]);
  }

  integer(name: string, least: number, most: number): number | null {
    const value = this.get(name);
    if (value === null) return null;
    if (typeof value !== "number" || !Number.isSafeInteger(value)) return this.#wrong(name, "an integer", value);
    return this.#within(name, value, [least, most]);
  }

  object(name: string): Fields | null {
    const value = this.get(name);
    return value === null || isObject(value) ? value : this.#wrong(name, "an object", value);
  }

  array(name: string): readonly unknown[] | null {
    const value = this.get(name);
    return value === null || Array.isArray(value) ? value : this.#wrong(name, "an array", value);
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T | null {
    const value = this.get(name);
    if (value === null) return null;
    const found = values.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    this.problems.invalid(this.param(name), `Invalid value for '${this.param(name)}': expected one of ${values.join(", ")}.`);
    return null;
  }

  #within(name: string, value: number, [least, most]: readonly [number, number]): number | null {
    if (value >= least && value <= most) return value;
    const bound = value < least ? `at least ${least}` : `at most ${most}`;
    this.problems.invalid(this.param(name), `Invalid value for '${this.param(name)}': ${value}. It must be ${bound}.`);
    return null;
  }

  #wrong(name: string, wanted: string, value: unknown): null {
    this.problems.invalid(this.param(name), `Invalid type for '${this.param(name)}': expected ${wanted}, but got ${typeName(value)}.`);
    return null;
  }
}
