import { isObject } from "./json.ts";
import { asReference } from "./secret-reference.ts";
import { SECRET_SITES, type SecretSite } from "./secret-sites.ts";

/** How secrets look from outside, and how to reach every one in a definition. Pure and browser-safe: nothing here encrypts. */

/** Shown instead of a secret, before its last four characters. */
export const MASK = "••••";
/** Shorter secrets show nothing: four characters would give too much of them away. */
const SHORTEST_WITH_HINT = 12;

export interface SecretPlace {
  readonly kind: SecretSite["kind"];
  /** What it belongs to, from the outside in, by name: provider and endpoint, or the plan. A nameless one is "". */
  readonly names: readonly string[];
  /** `bearer` */
  readonly field: string;
  /** `endpointGroups.0.endpoints.0.configuration.authentication.bearer` */
  readonly path: string;
}

type Change = (value: string, place: SecretPlace) => string;

/** The last four characters of a secret, or nothing when it is short. */
export function secretHint(secret: string): string {
  return secret.length >= SHORTEST_WITH_HINT ? secret.slice(-4) : "";
}

export function isMask(value: string): boolean {
  return value.startsWith(MASK);
}

/**
 * A copy of the definition with every secret put through `change`. Takes whatever is there, finished or not
 * (drafts are neither), and leaves everything else as it is. References are no secrets: they say where one is.
 */
export function mapSecrets<T>(definition: T, change: Change): T {
  return mapSecretFields(definition, (value, place) => (asReference(value) === null ? change(value, place) : value));
}

/** The same, with references among them. */
export function mapSecretFields<T>(definition: T, change: Change): T {
  const copy = structuredClone(definition);
  for (const site of SECRET_SITES) {
    for (const { holder, ...way } of holdersOf(copy, site.holders.split("."), { names: [], path: [] })) {
      for (const field of site.fields(holder)) {
        const steps = field.split(".");
        const last = steps.pop() ?? "";
        for (const owner of holdersOf(holder, steps, way)) changeField(owner, last, { kind: site.kind, change });
      }
    }
  }
  return copy;
}

interface Way {
  readonly names: readonly string[];
  readonly path: readonly (string | number)[];
}

interface Holder extends Way {
  readonly holder: Record<string, unknown>;
}

/** The objects at the end of a path with `*`, and what one passed on the way. */
function* holdersOf(value: unknown, [step, ...rest]: readonly string[], way: Way): Generator<Holder> {
  if (step === "*") {
    if (!Array.isArray(value)) return;
    for (const [index, item] of value.entries())
      yield* holdersOf(item, rest, { names: [...way.names, nameOf(item)], path: [...way.path, index] });
    return;
  }
  if (!isObject(value)) return;
  if (step === undefined) yield { ...way, holder: value };
  else yield* holdersOf(value[step], rest, { ...way, path: [...way.path, step] });
}

function changeField(
  { holder, names, path }: Holder,
  field: string,
  { kind, change }: { readonly kind: SecretSite["kind"]; readonly change: Change },
): void {
  const value = holder[field];
  if (typeof value === "string" && value !== "") holder[field] = change(value, { kind, names, field, path: [...path, field].join(".") });
}

function nameOf(item: unknown): string {
  const name = isObject(item) ? item["name"] : "";
  return typeof name === "string" ? name : "";
}
