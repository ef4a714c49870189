import { isSealed, maskSecret } from "@sluice/definition/sealed";

/** A copy of any JSON in which every sealed secret, wherever it stands, is its mask: what may leave the server. */
export function maskSecrets<T>(value: T): T {
  return masked(value) as T;
}

function masked(value: unknown): unknown {
  if (typeof value === "string") return isSealed(value) ? maskSecret(value) : value;
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item)]));
}
