import { isObject, type Json } from "../json.ts";
import { MESSAGES } from "./messages.ts";
import { badField, type Refusal } from "./refusal.ts";

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const MAX_DEPTH = 100;

/** A body with the names of its fields as Google writes them, or the refusal of what it does not know. */
export function readMessage(body: unknown, message: string): Json | Refusal {
  const reader = new MessageReader();
  const read = reader.message(body, message, "");
  return reader.refusal ?? (isObject(read) ? read : badField("", "Invalid JSON payload received. An object is expected."));
}

/** Reads as Google's JSON reader does: either spelling of a name, null for "not set", and nothing that it does not know. */
class MessageReader {
  /** The first one: nothing after it counts. */
  refusal: Refusal | null = null;
  #depth = 0;

  message(value: unknown, type: string, at: string): unknown {
    if (!isObject(value)) return this.#wrong(value, at, "an object");
    if (this.#depth > MAX_DEPTH) return this.#refuse(at, "Invalid JSON payload received. It is nested too deeply.");
    this.#depth += 1;
    const fields = MESSAGES[type] ?? {};
    const read: Record<string, unknown> = {};
    for (const [given, inner] of Object.entries(value)) {
      const name = given in fields ? given : camel(given);
      const kind = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (kind === undefined)
        this.#refuse(at, `Invalid JSON payload received. Unknown name "${given}"${at && ` at '${at}'`}: Cannot find field.`);
      else if (inner !== null) read[name] = this.#value(inner, kind, at === "" ? snake(name) : `${at}.${snake(name)}`);
    }
    this.#depth -= 1;
    return read;
  }

  #value(value: unknown, kind: string, at: string): unknown {
    if (kind.startsWith("[]")) return this.#list(value, kind.slice(2), at);
    if (kind.startsWith("{}")) return this.#map(value, kind.slice(2), at);
    if (kind.startsWith("@")) return this.message(value, kind.slice(1), at);
    if (kind.includes("|")) return this.#enum(value, kind.split("|"), at);
    switch (kind) {
      case "string":
        return typeof value === "string" ? value : this.#wrong(value, at, "a string");
      case "boolean":
        return typeof value === "boolean" ? value : this.#wrong(value, at, "a boolean");
      case "bytes":
        return typeof value === "string" && BASE64.test(value)
          ? value
          : this.#refuse(at, `Invalid value at '${at}' (TYPE_BYTES), Base64 decoding failed`);
      case "number":
        return typeof value === "number" ? value : this.#wrong(value, at, "a number");
      case "integer":
        return Number.isInteger(value) ? value : this.#wrong(value, at, "an integer");
      case "object":
        return isObject(value) ? value : this.#wrong(value, at, "an object");
      default:
        return value;
    }
  }

  #list(value: unknown, kind: string, at: string): unknown {
    if (!Array.isArray(value)) return this.#wrong(value, at, "a list");
    return value.map((inner, index) => this.#value(inner, kind, `${at}[${index}]`));
  }

  #map(value: unknown, kind: string, at: string): unknown {
    if (!isObject(value)) return this.#wrong(value, at, "an object");
    return Object.fromEntries(Object.entries(value).map(([key, inner], index) => [key, this.#value(inner, kind, `${at}[${index}].value`)]));
  }

  /** Names of enums are taken in any case. */
  #enum(value: unknown, names: readonly string[], at: string): unknown {
    const name = typeof value === "string" ? value.toUpperCase() : "";
    return names.includes(name) ? name : this.#refuse(at, `Invalid value at '${at}' (TYPE_ENUM), ${JSON.stringify(value)}`);
  }

  #wrong(value: unknown, at: string, expected: string): undefined {
    return this.#refuse(at, `Invalid value at '${at}': ${JSON.stringify(value)?.slice(0, 60)} is not ${expected}.`);
  }

  #refuse(at: string, description: string): undefined {
    this.refusal ??= badField(at, description);
  }
}

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
