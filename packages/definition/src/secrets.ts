/** Where secrets stand in a definition, and how they look from outside. Pure and browser-safe: nothing here encrypts. */

export const SECRET_FIELDS = ["bearer", "value", "accessKeyId", "secretAccessKey", "sessionToken", "json"] as const;
export type SecretField = (typeof SECRET_FIELDS)[number];

/** Shown instead of a secret, before its last four characters. */
export const MASK = "••••";
/** Shorter secrets show nothing: four characters would give too much of them away. */
const SHORTEST_WITH_HINT = 12;

export interface SecretPlace {
  readonly group: string;
  readonly endpoint: string;
  readonly field: SecretField;
  /** `endpointGroups.0.endpoints.0.configuration.authentication.bearer` */
  readonly path: string;
}

/** The last four characters of a secret, or nothing when it is short. */
export function secretHint(secret: string): string {
  return secret.length >= SHORTEST_WITH_HINT ? secret.slice(-4) : "";
}

export function isMask(value: string): boolean {
  return value.startsWith(MASK);
}

/** `${env:NAME}`: read from the gateway's environment when the API is compiled. Returns NAME, or null. */
export function environmentReference(value: string): string | null {
  return /^\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(value)?.[1] ?? null;
}

/**
 * A copy of the definition with every secret put through `change`. Takes whatever is there, finished or not
 * (drafts are neither), and leaves everything else as it is. References to the environment are no secrets.
 */
export function mapSecrets<T>(definition: T, change: (value: string, place: SecretPlace) => string): T {
  const copy = structuredClone(definition);
  for (const [groupAt, group] of list(record(copy)["endpointGroups"])) {
    for (const [endpointAt, endpoint] of list(record(group)["endpoints"])) {
      const authentication = record(record(record(endpoint)["configuration"])["authentication"]);
      for (const field of SECRET_FIELDS) {
        const value = authentication[field];
        if (typeof value !== "string" || value === "" || environmentReference(value)) continue;
        authentication[field] = change(value, {
          group: text(record(group)["name"]),
          endpoint: text(record(endpoint)["name"]),
          field,
          path: `endpointGroups.${groupAt}.endpoints.${endpointAt}.configuration.authentication.${field}`,
        });
      }
    }
  }
  return copy;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): [number, unknown][] {
  return Array.isArray(value) ? [...value.entries()] : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
