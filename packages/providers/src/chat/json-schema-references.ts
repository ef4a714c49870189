import { isObject } from "@sluice/definition/json";

/** Finds what `$ref` points to within one schema. References to other documents lead nowhere: nothing is fetched. */
export class SchemaReferences {
  readonly #root: unknown;

  constructor(root: unknown) {
    this.#root = root;
  }

  /** Undefined when the reference leads nowhere. JSON pointers only (RFC 6901), as every schema library writes them. */
  resolve(reference: string): unknown {
    if (reference === "#" || reference === "") return this.#root;
    if (!reference.startsWith("#/")) return undefined;
    let at: unknown = this.#root;
    for (const step of reference.slice(2).split("/")) {
      const key = unescapeStep(step);
      if (Array.isArray(at)) at = at[Number(key)];
      else if (isObject(at) && Object.hasOwn(at, key)) at = at[key];
      else return undefined;
    }
    return typeof at === "boolean" || isObject(at) ? at : undefined;
  }
}

function unescapeStep(step: string): string {
  const plain = step.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
