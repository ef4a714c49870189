/** What a `datetime-local` box holds, as the management API takes it; null when it is empty. */
export function instantOf(local: string): string | null {
  return local === "" ? null : new Date(local).toISOString();
}

/** The other way round: `2026-11-28T13:05` in the reader's time zone; empty for none. */
export function localOf(instant: string | null): string {
  if (instant === null) return "";
  const date = new Date(instant);
  const localMs = date.getTime() - date.getTimezoneOffset() * 60_000;
  return new Date(localMs).toISOString().slice(0, "2026-11-28T13:05".length);
}
