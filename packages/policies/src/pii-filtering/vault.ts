import type { PolicyContext } from "../policy-context.ts";

/**
 * The values of one request and the placeholders that stand for them at the provider. In memory, for as long as the request; it is never
 * written anywhere.
 */
export class Vault {
  readonly #names = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #known = new Set<string>();
  readonly #taken = new Set<string>();
  readonly #counts = new Map<string, number>();

  /** Names that a prompt holds of itself stand for nothing here. */
  reserve(text: string): void {
    for (const [name] of text.matchAll(NAME)) this.#taken.add(name.toUpperCase());
  }

  /** The same value of the same kind has the same placeholder. */
  placeholderFor(kind: string, value: string): string {
    const key = `${kind} ${value}`;
    const name = this.#names.get(key) ?? this.#newName(kind);
    this.#names.set(key, name);
    this.#values.set(name, value);
    this.#known.add(value);
    return `<${name}>`;
  }

  #newName(kind: string): string {
    for (;;) {
      const count = (this.#counts.get(kind) ?? 0) + 1;
      this.#counts.set(kind, count);
      const name = `${kind}_${count}`;
      if (!this.#taken.has(name)) return name;
    }
  }

  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  /** A text with every value that it holds under its placeholder again, for those who may not see it. */
  hide(text: string): string {
    if (this.isEmpty) return text;
    const longestFirst = [...this.#values].sort(([, one], [, other]) => other.length - one.length);
    return longestFirst.reduce((hidden, [name, value]) => (value === "" ? hidden : hidden.replaceAll(value, `<${name}>`)), text);
  }

  /** By its name without brackets: `EMAIL_1`. */
  valueOf(name: string): string | null {
    return this.#values.get(name) ?? null;
  }

  mayBegin(beginning: string): boolean {
    for (const name of this.#values.keys()) if (name.startsWith(beginning)) return true;
    return false;
  }

  /** A value that the caller has given is nothing new to the caller. */
  knows(value: string): boolean {
    return this.#known.has(value);
  }
}

const NAME = /[A-Z]{1,40}(?:_[A-Z]{1,40}){0,8}_\d{1,6}/gi;

const vaults = new WeakMap<PolicyContext, Vault>();

/** Steps of one request share it: what one has replaced is no news to another, and names are given once. */
export function vaultOf(context: PolicyContext): Vault {
  const known = vaults.get(context) ?? new Vault();
  vaults.set(context, known);
  return known;
}
