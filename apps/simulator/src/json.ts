/** An object of a body, before anyone has looked at what is in it. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** The objects in a list; none when it is no list. */
export const objectsIn = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The texts in a list; none when it is no list. */
export const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);

export const textOr = (value: unknown, otherwise = ""): string => (typeof value === "string" ? value : otherwise);

export const numberOrNull = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** A body's JSON; undefined when it is none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
