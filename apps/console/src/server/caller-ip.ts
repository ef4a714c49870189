/** Where a request comes from, as `watch-callers.ts` found it; null where nobody looked. */
export function callerIp(headers: Headers): string | null {
  return headers.get("x-forwarded-for") || null;
}
