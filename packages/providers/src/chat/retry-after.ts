export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A day: whoever is told to wait longer has another problem. */
const LONGEST_SECONDS = 86_400;

/**
 * `Retry-After` in whole seconds (RFC 9110 §10.2.3); null when there is none. A date is measured against the answer's own
 * `Date`, so no clock is read.
 */
export function readRetryAfter(headers: ResponseHeaders): number | null {
  const value = first(headers["retry-after"])?.trim();
  if (!value) return null;
  const seconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - Date.parse(first(headers["date"]) ?? "")) / 1000;
  return Number.isFinite(seconds) ? Math.min(LONGEST_SECONDS, Math.max(0, Math.ceil(seconds))) : null;
}

export function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
