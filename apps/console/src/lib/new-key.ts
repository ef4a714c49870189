let keys = 0;

/** A key for a row on this page. Not `crypto.randomUUID`: browsers keep that from pages that came over plain http. */
export function newKey(): string {
  keys += 1;
  return `row-${keys}`;
}
