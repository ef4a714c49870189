import { isObject } from "../json.ts";
/** What an import says about a place of the definition. */
export interface Finding {
  /** `endpointGroups.0.sharedConfiguration.ssl` */
  readonly path: string;
  readonly message: string;
}

export type Fields = Record<string, unknown>;

/** What is noticed while a definition is read: what it loses on the way, and what it must not lose. */
export class Findings {
  readonly warnings: Finding[] = [];
  /** What changes behaviour and cannot be kept: whoever imports has to decide, and nothing is created. */
  readonly problems: Finding[] = [];

  warn(path: string, message: string): void {
    this.warnings.push({ path, message });
  }

  refuse(path: string, message: string): void {
    this.problems.push({ path, message });
  }

  /** Takes fields away for which there is no place here: with a warning where there is a sentence for it and the field says something. */
  leaveOut(holder: Fields, place: string, fields: Readonly<Record<string, string | null>>): void {
    for (const [field, sentence] of Object.entries(fields)) {
      const value = holder[field];
      delete holder[field];
      if (sentence !== null && !isVoid(value)) this.warn(place === "" ? field : `${place}.${field}`, sentence);
    }
  }

  /** The same for fields without which the API would not do what it did. */
  mustNotLose(holder: Fields, place: string, fields: Readonly<Record<string, string>>): void {
    for (const [field, sentence] of Object.entries(fields)) {
      const value = holder[field];
      delete holder[field];
      if (!isVoid(value)) this.refuse(place === "" ? field : `${place}.${field}`, sentence);
    }
  }
}

/** The objects in a list, each with its place. What else is in it stays there for the schema to refuse. */
export function* membersOf(value: unknown, place: string): Generator<readonly [Fields, string]> {
  if (!Array.isArray(value)) return;
  for (const [index, item] of value.entries()) if (isObject(item)) yield [item, `${place}.${index}`];
}

/** Says nothing: absent, off, or an empty text, list or object. */
export function isVoid(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && (value["enabled"] === false || Object.values(value).every(isVoid));
}

/** Gravitee's gateways hold configurations as JSON in a text. What is none stays for the schema to refuse. */
export function unfold(holder: Fields, field: string): unknown {
  const value = holder[field];
  if (typeof value !== "string") return value;
  try {
    holder[field] = JSON.parse(value);
  } catch {
    return value;
  }
  return holder[field];
}

/** `key-less` or `KEY_LESS`: Gravitee's gateways write the first, its API the second. */
export function asConstant(holder: Fields, field: string): void {
  const value = holder[field];
  if (typeof value === "string") holder[field] = value.toUpperCase().replaceAll("-", "_");
}
